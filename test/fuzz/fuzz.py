#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds the fuzz targets and runs each over its corpus and on from there.

usage: fuzz.py --build DIR [--seconds N] [--report FILE]

Without --seconds it is the test: as many inputs as RUNS says, on one machine the
same each time, nothing kept. With it new inputs are kept in DIR/fuzz/TARGET. What a target falls
over is left in DIR/fuzz.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
#: Inputs of the test, by target.
RUNS = {"profile": 1500, "rules": 20000, "budget": 5000, "binary": 5000}
#: A hang and an allocation without bound, for inputs of this size. Memory is
#: what the whole run has: AddressSanitizer keeps what was freed.
LIMITS = ["-timeout=30", "-rss_limit_mb=2048", "-malloc_limit_mb=512",
          "-max_len=16384"]


def make_profile(work):
    """What budgets are held against."""
    tools = HERE.parent / "tools"
    profile = work / "demo.allocs"
    subprocess.run([sys.executable, str(tools / "mkprofile.py"),
                    str(tools / "Inputs" / "demo.txt"), "-o", str(profile)],
                   check=True)
    return profile


def same_addresses():
    """What a command starts with for addresses that are the same each time, where
    the system allows it."""
    command = ["setarch", "-R"]
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True,
                                 check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    return command if allowed else []


def fuzz(target, build, seconds):
    """Whether the target stood all inputs."""
    work = build / "fuzz"
    work.mkdir(parents=True, exist_ok=True)
    command = [str(build / "bin" / f"fuzz_{target}"), *LIMITS,
               f"-artifact_prefix={work}/{target}-"]
    corpus = HERE / "corpus" / target
    # New inputs go into the first folder, never into the corpus under git.
    if seconds:
        kept = work / target
        kept.mkdir(exist_ok=True)
        return run([*command, f"-max_total_time={seconds}", str(kept),
                    str(corpus)], target, work)
    # Two runs are to try the same inputs: the corpus in a known order, no values
    # that the target compares, addresses among them.
    inputs = ",".join(str(path) for path in sorted(corpus.iterdir()))
    with tempfile.TemporaryDirectory() as nothing_kept:
        return run([*same_addresses(), *command, f"-runs={RUNS[target]}",
                    "-seed=1", "-use_cmp=0", f"-seed_inputs={inputs}",
                    nothing_kept], target, work)


def run(command, target, work):
    log = work / f"{target}.log"
    with log.open("w") as output:
        environment = {**os.environ,
                       "ALLOCSITES_FUZZ_PROFILE": str(make_profile(work))}
        status = subprocess.run(command, cwd=work, stdout=output,
                                env=environment,
                                stderr=subprocess.STDOUT,
                                stdin=subprocess.DEVNULL).returncode
    lines = log.read_text(errors="replace").splitlines()
    done = [line for line in lines if line.startswith(("Done ", "#"))]
    print(f"{target}: {done[-1] if done else 'no input was tried'}")
    if status:
        print("\n".join(lines[-60:]))
        print(f"{target}: failed, all of it in {log}")
    return status == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build")
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--report", type=pathlib.Path)
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    subprocess.run(["cmake", "--build", str(build), "--target",
                    *(f"fuzz_{target}" for target in RUNS), "--", "--quiet"],
                   check=True)
    failed = sum(not fuzz(target, build, arguments.seconds) for target in RUNS)
    if arguments.report:
        arguments.report.write_text(
            json.dumps({"passed": len(RUNS) - failed, "failed": failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
