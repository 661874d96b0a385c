#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compare our exact counts with valgrind's DHAT on real programs.

Each program is built twice at each optimisation level: plain, and with the
plugin. The plain one runs under DHAT and under a preloaded counter. Then

  output   the instrumented program prints what the plain one prints
  totals   objects and bytes equal both oracles'
  live     objects and bytes in use at the end equal DHAT's
  lines    objects and bytes of every user line equal each oracle's, or the
           difference stands with its reason in known_differences.toml

Sources are Debian source packages, kept in BUILD/oracle: a second run needs no
network. A test is one of these checks of one program at one level.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

import counter
import dhat
import known
import ours
import programs
from lines import OUTSIDE, Library
from sources import Sources, Unavailable

DEFAULT_LEVELS = ["O0", "O2"]
RUN_SECONDS = 900
#: For each thread that a program starts, the dynamic linker allocates a table of
#: thread-local storage, with 16 bytes for each loaded module that has any. Modules
#: that only the instrumented run has: the runtime, and the executable, whose
#: innermost record is a variable of its own. valgrind preloads none, the counter
#: itself is one. There is no other slack: the runtime allocates nothing by the
#: functions that it watches, and what runs before main() is watched as well.
BYTES_PER_THREAD = {"dhat": 2 * 16, "counter": 1 * 16}


@dataclasses.dataclass
class Results:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def check(self, name, ok, detail="", notes=()):
        self.passed += ok
        self.failed += not ok
        print(f"  {'ok  ' if ok else 'FAIL'} {name}{': ' + detail if detail else ''}",
              flush=True)
        for note in notes:
            print(f"         {note}")


def environment(**more):
    keep = {key: value for key, value in os.environ.items()
            if not key.startswith("ALLOCSITES_")}
    return {**keep, "LC_ALL": "C", "DEBUGINFOD_URLS": "", **more}


class Run:
    """One program at one level: builds, runs and checks."""

    def __init__(self, program, level, builder, cache, results):
        self.program, self.level, self.results = program, level, results
        self.builder = builder
        self.work = cache / "run" / f"{program.name}-{level}"
        self.library = cache / "counter.so"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def _execute(self, exe, name, runner=None, env=None):
        """Standard output and exit status of a run in a fresh folder."""
        folder = self.program.working_folder(self.work / name)
        command = [str(exe), *map(self.program.expand, self.program.command)]
        options = dict(cwd=folder, stdin=subprocess.DEVNULL, timeout=RUN_SECONDS,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        env = env or environment()
        if runner:
            done = runner(command, env=env, **options)
        else:
            done = subprocess.run(command, env=env, **options)
        (self.work / f"{name}.err").write_bytes(done.stderr)
        (self.work / f"{name}.out").write_bytes(done.stdout)
        return done.stdout, done.returncode

    def oracles(self):
        """Run the plain program under both oracles."""
        exe = self.builder.plain(self.program, self.level)
        output = self.work / "dhat.json"
        self.plain_result = self._execute(
            exe, "dhat", lambda command, **options: dhat.run(
                command, output, **options))
        self.dhat = dhat.Dhat(output)
        output = self.work / "counter.bin"
        self.counter_result = self._execute(
            exe, "counter", lambda command, **options: counter.run(
                command, self.library, output, **options))
        self.counter = counter.Counter(output, exe)
        output.unlink()  # sparse, but large for a copy

    def instrumented(self):
        exe = self.builder.instrumented(self.program, self.level)
        profile = self.work / "profile.allocs"
        self.our_result = self._execute(
            exe, "sites", env=environment(ALLOCSITES_FILE=str(profile)))
        if not profile.exists():
            raise programs.BuildFailed("the instrumented run left no profile")
        self.ours = ours.Ours(self.builder.build / "bin" / "allocsites", profile,
                              self.program.hide)

    def check_output(self):
        ok = self.our_result[1] == self.counter_result[1]
        detail = "" if ok else (f"exit status {self.our_result[1]}, plain "
                                f"{self.counter_result[1]}")
        if ok and self.program.output == "same":
            ok = self.our_result[0] == self.counter_result[0]
            detail = "" if ok else "the instrumented program prints other text"
        self.results.check("output", ok, detail)

    def _bytes_of_threads(self, oracle):
        return self.program.threads * BYTES_PER_THREAD[oracle]

    def check_totals(self):
        objects, size = self.dhat.total
        # DHAT counts a request of no bytes as one byte.
        size -= self.counter.zeroes
        for name, (objects, size) in (("dhat", (objects, size)),
                                      ("counter", self.counter.total)):
            expected = (objects, size + self._bytes_of_threads(name))
            notes = [] if self.ours.total == expected else [
                "oracle {:,} objects, {:,} bytes".format(*expected)]
            self.results.check(f"totals = {name}", not notes,
                               "{:,} objects, {:,} bytes".format(*self.ours.total),
                               notes)

    def check_live(self):
        objects, size = self.dhat.live
        size += self._bytes_of_threads("dhat")
        ok = self.ours.live == (objects, size)
        self.results.check("live = dhat", ok,
                           "{:,} objects, {:,} bytes".format(*self.ours.live),
                           () if ok else [f"oracle {objects:,} objects, {size:,} bytes"])

    def check_lines(self):
        library = Library(self.program.hide)
        actual = self.ours.by_line()
        for name in self.program.lines:
            expected = getattr(self, name).by_line(library)
            if name == "dhat":
                self._correct_zeroes(expected, library)
            self._check_lines(name, expected, actual)

    def _check_lines(self, name, expected, actual):
        total = sum(expected.objects.values())
        equal = sum(min(expected.objects[line], actual.objects[line])
                    for line in expected.lines())
        explained = known.Known(self.program, self.level, name)
        explained.apply(expected)
        notes = [self._difference(line, expected.at(line), actual.at(line))
                 for line in sorted(expected.lines() | actual.lines())
                 if expected.at(line) != actual.at(line)]
        detail = (f"{equal:,} of {total:,} objects ({100 * equal / total:.4f} %), "
                  f"{len(actual.lines())} lines")
        if explained.entries:
            detail += f", {len(explained.entries)} explained"
        self.results.check(f"lines = {name}", not notes, detail, notes[:40])

    def _correct_zeroes(self, counts, library):
        """DHAT counts a request of no bytes as one byte."""
        if not self.counter.zeroes:
            return
        zeroes = self.counter.by_line(library, zeroes=True)
        for line in zeroes.lines():
            counts.add(line, 0, -zeroes.objects[line])

    def _difference(self, line, expected, actual):
        if line == OUTSIDE:
            place = "outside instrumented code"
        else:
            place = f"{os.path.relpath(line[0], self.program.tree)}:{line[1]}"
        return (f"{place}: oracle {expected[0]:,} objects, {expected[1]:,} bytes; "
                f"ours {actual[0]:,} and {actual[1]:,}")


def self_check(run):
    """The oracles against each other, without the product."""
    objects, size = run.dhat.total
    size += run.program.threads * (BYTES_PER_THREAD["dhat"] -
                                   BYTES_PER_THREAD["counter"]) - run.counter.zeroes
    agreed = (objects, size) == run.counter.total
    run.results.check("oracles agree", agreed,
                      "DHAT {:,} objects, {:,} bytes".format(*run.dhat.total),
                      ["counter {:,} objects, {:,} bytes, {:,} of no bytes".format(
                          *run.counter.total, run.counter.zeroes)])
    library = Library(run.program.hide)
    by_dhat, by_counter = run.dhat.by_line(library), run.counter.by_line(library)
    lines = by_dhat.lines() | by_counter.lines()
    notes = [run._difference(line, by_dhat.at(line), by_counter.at(line))
             for line in sorted(lines)
             if by_dhat.objects[line] != by_counter.objects[line]]
    run.results.check("oracles' lines agree", not notes,
                      f"{len(lines)} lines", notes[:40])


def check_program(program, levels, builder, cache, results, oracles_only):
    for level in levels:
        start = time.monotonic()
        print(f"\n{program.name} -{level}: {program.purpose}", flush=True)
        try:
            run = Run(program, level, builder, cache, results)
            run.oracles()
            if oracles_only:
                self_check(run)
                continue
            run.instrumented()
            run.check_output()
            run.check_totals()
            run.check_live()
            run.check_lines()
        except (programs.BuildFailed, subprocess.SubprocessError, OSError,
                ValueError) as problem:
            results.check("build and run", False, str(problem))
        print(f"  ({time.monotonic() - start:.0f} s)", flush=True)


def main():
    parser = argparse.ArgumentParser(
        prog="./dev oracle", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="*", help="default: all")
    parser.add_argument("--build", type=pathlib.Path, default="build",
                        help="the build folder")
    parser.add_argument("--level", choices=programs.LEVELS, action="append",
                        metavar="LEVEL",
                        help=f"of {', '.join(programs.LEVELS)}; may be repeated "
                        f"(default: {' and '.join(DEFAULT_LEVELS)})")
    parser.add_argument("--llvm", choices=["16", "19"], default="19",
                        help="compile with Clang of this version")
    parser.add_argument("--list", action="store_true", help="list the programs")
    parser.add_argument("--oracles-only", action="store_true",
                        help="compare the two oracles with each other")
    parser.add_argument("--report", type=pathlib.Path,
                        help="write the counts of tests to this JSON file")
    arguments = parser.parse_args()
    try:
        chosen = programs.load(arguments.program)
    except KeyError as problem:
        parser.error(problem.args[0])
    if arguments.list:
        for program in chosen:
            print(f"{program.name:10} {program.purpose}")
        return 0

    build = arguments.build.resolve()
    cache = build / "oracle"
    cache.mkdir(parents=True, exist_ok=True)
    counter.build(cache / "counter.so")
    sources = Sources(cache)
    programs.use_llvm(arguments.llvm)
    builder = programs.Builder(build, cache, os.cpu_count() or 2)
    results = Results()
    for program in chosen:
        try:
            program.fetch(sources, cache)
        except (Unavailable, programs.BuildFailed) as problem:
            print(f"\n{program.name}")
            results.check("fetch", False, str(problem))
            continue
        check_program(program, arguments.level or DEFAULT_LEVELS, builder, cache, results,
                      arguments.oracles_only)
    print(f"\noracle: {results.passed} passed, {results.failed} failed")
    if arguments.report:
        arguments.report.write_text(json.dumps(dataclasses.asdict(results)))
    return 1 if results.failed or not results.passed else 0


if __name__ == "__main__":
    sys.exit(main())
