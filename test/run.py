#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Run every test suite and close with one line that counts them all.

usage: run.py --build DIR [SUITE...]

The lit suites of the plugin and end to end run once for each LLVM that is
installed, the C++ programs of the latter with libc++ too; those of the runtime
and the tools once. `unit` is GoogleTest through
ctest, `fuzz` a fixed number of runs of each libFuzzer target (fuzz/README.md), `web` drives a browser through reports, `oracle` compares real programs with valgrind's DHAT (see oracle/),
`walkthrough` builds a project that knows nothing of us, with its benchmarks.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

TEST = pathlib.Path(__file__).resolve().parent
MAIN_LLVM = 19
OTHER_LLVMS = [16]
BOTH_LLVMS = ["plugin", "e2e"]
BOTH_LIBRARIES = ["e2e"]
ONE_LLVM = ["runtime", "tools", "advice", "frameworks", "package"]
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
ORACLE_PROGRAMS = ["tinyxml2", "jsoncpp", "pugixml", "leveldb", "lua5.4", "yaml-cpp"]
#: Nothing waits for ever: a suite that takes this long is hung.
SUITE_SECONDS = 1200


class Tally:
    """Passed, failed and skipped tests."""

    def __init__(self, passed=0, failed=0, skipped=0):
        self.passed, self.failed, self.skipped = passed, failed, skipped

    def __iadd__(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        return self

    @property
    def total(self):
        return self.passed + self.failed + self.skipped

    def __str__(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


def run(command, **environment):
    """The command's exit status; 124 if it hung."""
    sys.stdout.flush()
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL,
                              env={**os.environ, **environment},
                              timeout=SUITE_SECONDS).returncode
    except subprocess.TimeoutExpired:
        print(f"no end after {SUITE_SECONDS} s: {' '.join(map(str, command))}")
        return 124


def lit_script():
    for version in [MAIN_LLVM, *OTHER_LLVMS]:
        script = pathlib.Path(f"/usr/lib/llvm-{version}/build/utils/lit/lit.py")
        if script.exists():
            return [sys.executable, str(script)]
    return ["lit"]


def run_lit(suite, llvm, cxxlib, build):
    """One suite with one LLVM's compiler and one C++ library."""
    result = build / "test" / f"lit-{suite}-{llvm}-{cxxlib}.json"
    result.parent.mkdir(parents=True, exist_ok=True)
    result.unlink(missing_ok=True)
    status = run([*lit_script(), "-sv", "--output", str(result),
                  "--param", f"build={build}", "--param", f"llvm={llvm}",
                  "--param", f"cxxlib={cxxlib}", str(TEST / suite)])
    if not result.exists():
        return Tally(failed=1)
    tally = Tally()
    for test in json.loads(result.read_text())["tests"]:
        if test["code"] in ("PASS", "XFAIL", "FLAKYPASS"):
            tally.passed += 1
        elif test["code"] in ("UNSUPPORTED", "SKIPPED", "EXCLUDED"):
            tally.skipped += 1
        else:
            tally.failed += 1
    if status and not tally.failed:
        tally.failed += 1
    return tally


def run_unit(build):
    report = build / "test" / "unit.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    # One after another: tests of one program use the same temporary files.
    with tempfile.TemporaryDirectory() as folder:
        status = run(["ctest", "--test-dir", str(build), "--quiet",
                      "--timeout", "300", "--output-junit", str(report)],
                     TEST_TMPDIR=folder)
    tally = Tally()
    if report.exists():
        suite = xml.etree.ElementTree.parse(report).getroot()
        tests, failed, skipped = (int(suite.get(key, 0))
                                  for key in ("tests", "failures", "skipped"))
        skipped += int(suite.get("disabled", 0))
        tally = Tally(tests - failed - skipped, failed, skipped)
        for case in suite.iter("testcase"):
            if case.get("status") == "fail":
                print(f"FAIL: {case.get('name')}\n{case.findtext('system-out')}")
    if status and not tally.failed:
        tally.failed += 1
    return tally


def counted(report, status):
    """What a suite that writes its own report says, and whether it ended well."""
    tally = Tally()
    if report.exists() and report.stat().st_size:
        counts = json.loads(report.read_text())
        tally = Tally(counts["passed"], counts["failed"], counts.get("skipped", 0))
    if status and not tally.failed:
        tally.failed += 1
    return tally


def run_oracle(build):
    report = build / "test" / "oracle.json"
    report.unlink(missing_ok=True)
    status = run([sys.executable, str(TEST / "oracle" / "oracle.py"), "--build",
                  str(build), "--report", str(report), *ORACLE_PROGRAMS])
    return counted(report, status)


def run_walkthrough(build):
    """Benchmarks of a project that knows nothing of us, where numbers are exact."""
    report = build / "test" / "walkthrough.json"
    report.unlink(missing_ok=True)
    status = run([sys.executable, str(TEST / "walkthrough" / "walkthrough.py"),
                  "--build", str(build), "--check", "--report", str(report)])
    return counted(report, status)


def run_web(build):
    """The pages of `allocsites report` in a browser; skipped without one."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    lacking = (not browser and "no Chromium is installed"
               or not (build / "test" / "web" / "installed").exists()
               and "the packages of npm are not there")
    if lacking:
        print(f"web: skipped, {lacking}")
        return Tally(skipped=1)
    result = build / "test" / "web.json"
    result.unlink(missing_ok=True)
    status = run(["node", "--test-reporter=spec",
                  "--test-reporter-destination=stdout",
                  f"--test-reporter={TEST / 'web' / 'harness' / 'counts.mjs'}",
                  f"--test-reporter-destination={result}",
                  str(TEST / "web" / "suite.mjs")],
                 ALLOCSITES_BUILD=str(build), ALLOCSITES_CHROMIUM=browser)
    return counted(result, status)


def run_fuzz(build):
    """Each corpus, then as many new inputs: more of them with `./dev fuzz`."""
    result = build / "test" / "fuzz.json"
    result.parent.mkdir(parents=True, exist_ok=True)
    result.unlink(missing_ok=True)
    status = run([sys.executable, str(TEST / "fuzz" / "fuzz.py"), "--build",
                  str(build), "--report", str(result)])
    return counted(result, status)


def installed_llvms():
    found = [MAIN_LLVM]
    for version in OTHER_LLVMS:
        if pathlib.Path(f"/usr/lib/llvm-{version}/bin/clang").exists():
            found.append(version)
        else:
            print(f"Clang {version} is not installed: not tried")
    return found


def libcxx_llvms(llvms):
    """Of these LLVMs, those whose libc++ is installed: Debian allows one."""
    found = [llvm for llvm in llvms
             if pathlib.Path(f"/usr/lib/llvm-{llvm}/include/c++/v1/vector").exists()]
    if not found:
        print("libc++ is not installed: not tried")
    return found


def suites(build):
    """(name, title, function) of all suites, in the order to run."""
    def lit(suite, llvm, cxxlib="libstdc++"):
        return lambda: run_lit(suite, llvm, cxxlib, build)
    llvms = installed_llvms()
    for suite in [*BOTH_LLVMS, *ONE_LLVM]:
        if not any((TEST / suite).glob("**/*.*")):
            continue
        for llvm in llvms if suite in BOTH_LLVMS else [MAIN_LLVM]:
            yield suite, f"{suite} (lit, LLVM {llvm})", lit(suite, llvm)
        for llvm in libcxx_llvms(llvms) if suite in BOTH_LIBRARIES else []:
            yield (suite, f"{suite} (lit, LLVM {llvm}, libc++)",
                   lit(suite, llvm, "libc++"))
    if any((TEST / "unit").glob("*/CMakeLists.txt")):
        yield "unit", "unit (GoogleTest)", lambda: run_unit(build)
    yield "fuzz", "fuzz (libFuzzer)", lambda: run_fuzz(build)
    yield "web", "web (Chromium)", lambda: run_web(build)
    yield ("oracle", f"oracle ({', '.join(ORACLE_PROGRAMS)})",
           lambda: run_oracle(build))
    yield ("walkthrough", "walkthrough (prometheus-cpp)",
           lambda: run_walkthrough(build))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build")
    parser.add_argument("suite", nargs="*")
    arguments = parser.parse_args()
    build = arguments.build.resolve()

    wanted = set(arguments.suite)
    known = list(suites(build))
    if unknown := wanted - {name for name, _, _ in known}:
        parser.error(f"no such suite: {', '.join(sorted(unknown))}")
    total = Tally()
    rows = []
    for name, title, function in known:
        if wanted and name not in wanted:
            continue
        print(f"\n==> {title}", flush=True)
        start = time.monotonic()
        tally = function()
        if not tally.total:
            print(f"{title}: no test ran")
            tally.failed += 1
        rows.append((title, tally, time.monotonic() - start))
        total += tally

    print()
    width = max(len(title) for title, _, _ in rows)
    for title, tally, seconds in rows:
        print(f"{title:{width}}  {seconds:6.0f} s  {tally}")
    print(f"\n{total}")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
