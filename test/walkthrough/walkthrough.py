#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Profile the tests and benchmarks of projects that know nothing of us.

Each is a Debian source package that is built as it is: see projects.toml, and
docs/walkthrough.md for what comes of it. Builds, profiles and reports stay in
BUILD/walkthrough.

  (default)    per-test table, worst lines, benchmarks, what the changes save, and
               what being instrumented costs the test suite
  --check      only what is exact: rows of benchmarks whose numbers follow from
               the source, before and behind the changes
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

from project import Failed, Project, load, run
from sources import Unavailable


class Walk:
    """The tour of one project."""

    def __init__(self, project: Project, tool):
        self.project, self.tool = project, tool

    def show(self, *arguments):
        """Run a verb as one would type it in the project's folder."""
        print("\n$ allocsites " + " ".join(map(str, arguments)), flush=True)
        print(run([self.tool, *arguments], cwd=self.project.folder).rstrip())

    def profiles(self, way):
        return sorted(file.relative_to(self.project.folder) for file in
                      (self.project.folder / f"{way}-tests").glob("*.allocs"))

    def tests(self, way):
        self.project.build(way)
        self.project.run_tests(way, self.project.folder / f"{way}-tests")

    def tables(self):
        """The worst tests with their lines, by allocations and by bytes."""
        files = self.profiles("allocs")
        merged = f"{self.project.name}.allocs"
        run([self.tool, "merge", "-o", merged, *files], cwd=self.project.folder)
        for lens in ("alloc_objects", "alloc_space"):
            self.show("tests", "--worst=1", "-nodecount=3", f"-sample_index={lens}", merged)
        table = run([self.tool, "tests", "-nodecount=0", merged], cwd=self.project.folder)
        (self.project.folder / "tests.txt").write_text(table)
        run([self.tool, "report", "-o", "report.html", merged], cwd=self.project.folder)
        print(f"\nall tests: {self.project.folder}/tests.txt, report.html")

    def benchmarks(self, way):
        print(f"\n$ bin/{pathlib.Path(self.project.benchmark[0]).name} "
              "--benchmark_filter=Registry --allocsites_top=2")
        print(self.project.run_benchmark(
            way, "Registry", self.project.folder / f"{way}.bench.allocs",
            "--allocsites_top=2"))

    def changes(self):
        """The same with the patches, and what that saved."""
        self.tests("changed")
        if self.project.benchmark:
            self.benchmarks("changed")
        run([self.tool, "merge", "-o", "changed.allocs", *self.profiles("changed")],
            cwd=self.project.folder)
        self.show("diff", "-lines", "-sample_index=alloc_objects",
                  f"{self.project.name}.allocs", "changed.allocs")

    def cost(self, pairs):
        """User time of the test suite, instrumented ÷ native, in pairs."""
        self.project.build("native")
        native, ours = [], []
        for _ in range(pairs):
            native.append(self.project.run_tests("native", **self.project.timed))
            ours.append(self.project.run_tests("allocs", **self.project.timed))
            print(f"  pair: native {native[-1]:.2f} s, instrumented {ours[-1]:.2f} s",
                  flush=True)
        ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, native))
        print(f"test suite: {statistics.median(native):.2f} s native, "
              f"{statistics.median(ours):.2f} s instrumented (medians), "
              f"{ratio:.2f} times (median of the pairs)")

    def all(self, pairs):
        print(f"\n{self.project.name}: {self.project.purpose}", flush=True)
        self.tests("allocs")
        self.tables()
        if self.project.benchmark:
            self.benchmarks("allocs")
        if self.project.changes:
            self.changes()
        if pairs:
            self.cost(pairs)


def differences(row, wanted):
    """What a row of a benchmark says otherwise than the source."""
    loops = row["iterations"]
    bytes_once = row["B/op"] * loops - wanted["bytes"] * loops
    found = {"allocations": (row["allocs/op"] * loops,
                             wanted["allocs"] * loops + wanted["once"])}
    if not wanted["once"]:
        found["bytes"] = (bytes_once, 0)
    return [f"{what}: {has:.3f}, not {should}" for what, (has, should) in found.items()
            if abs(has - should) > 1e-3]


def check(project):
    """The exact rows, before and behind the changes; (passed, failed)."""
    passed = failed = 0
    pattern = "^(" + "|".join(each["name"] for each in project.expect) + ")$"
    for way, key in (("allocs", "before"), ("changed", "changed")):
        project.build(way, ["benchmark"], [project.benchmark[1]])
        rows = project.rows(way, pattern)
        for each in project.expect:
            wrong = differences(rows[each["name"]], each[key])
            passed, failed = passed + (not wrong), failed + bool(wrong)
            print(f"  {'FAIL' if wrong else 'ok  '} {project.name} {key}: {each['name']} "
                  f"{each[key]['allocs']} allocs/op {'; '.join(wrong)}", flush=True)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(
        prog="./dev walkthrough", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="*", help="default: all")
    parser.add_argument("--build", type=pathlib.Path, default="build",
                        help="the build folder")
    parser.add_argument("--pairs", type=int, default=5,
                        help="runs of the test suites to compare (default 5)")
    parser.add_argument("--check", action="store_true", help="see above")
    parser.add_argument("--report", type=pathlib.Path,
                        help="write the counts of checks to this JSON file")
    arguments = parser.parse_args()
    try:
        projects = load(arguments.project)
    except KeyError as problem:
        parser.error(problem.args[0])
    build = arguments.build.resolve()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for project in projects:
        if arguments.check and not project.expect:
            continue
        try:
            project.fetch(build)
            run(["cmake", "--install", build, "--prefix", project.prefix])
            if arguments.check:
                passed, failed = check(project)
                counts["passed"] += passed
                counts["failed"] += failed
            else:
                Walk(project, project.prefix / "bin" / "allocsites").all(arguments.pairs)
        except (Failed, Unavailable, OSError, subprocess.SubprocessError) as problem:
            print(f"{project.name}: {problem}")
            counts["failed"] += 1
    if arguments.report:
        arguments.report.write_text(json.dumps(counts))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
