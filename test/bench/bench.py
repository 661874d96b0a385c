#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What AllocSites costs: ratios to the same program without it.

Each program is built natively and with the plugin (the same -O2 -g). A ratio is
the median over several rounds of variant / native in the same round, of user time
as the kernel counts it; within a round the variants take turns:

{variants}

The slower tools do a fraction of the work (heaptrack a quarter, MemProf a tenth,
DHAT a twentieth, gperftools a fiftieth), and native the same in the same round.

Compile time is user time of a compilation with and without the plugin; size is
.text + .data + .rodata, loaded all that is loaded from the file (`size`'s text
and data); memory is the peak resident set.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

import table
from running import Failed, make_measure, run, say
from subjects import WORKLOADS, Package, Tools, Workload
from variants import SLOW, VARIANTS

SIZE = "/usr/lib/llvm-19/bin/llvm-size"
STRIP = "/usr/lib/llvm-19/bin/llvm-strip"
COUNTED_SECTIONS = (".text", ".data", ".rodata")
PACKAGES = ["cppcheck"]


def section_sizes(path):
    """Bytes of the sections that count, and of all that is loaded."""
    listing = subprocess.run([SIZE, "-A", path], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    rows = (line.split() for line in listing.splitlines())
    counted = sum(int(row[1]) for row in rows
                  if len(row) == 3 and row[0] in COUNTED_SECTIONS)
    text, data = subprocess.run(
        [SIZE, path], check=True, text=True,
        stdout=subprocess.PIPE).stdout.splitlines()[1].split()[:2]
    return counted, int(text) + int(data)


class Bench:
    #: Rounds of a tool that is several times slower: it need not be exact.
    OTHERS_ROUNDS = 3

    def __init__(self, folder, rounds, chosen):
        self.folder, self.rounds = folder, rounds
        self.by_name = {variant.name: variant for variant in chosen}
        self.variants = [variant for variant in chosen
                         if variant.ours or variant.name == "native"]
        self.others = [variant for variant in chosen
                       if variant.shown and not variant.ours]

    def measure(self, subject):
        """All figures of one program."""
        say(f"{subject.name}: building", end="")
        kinds = list(dict.fromkeys(variant.build
                                   for variant in [*self.variants, *self.others]))
        build_time = subject.build(kinds)
        self._run(subject, self.variants[0])  # warms the caches up
        rounds = []
        for number in range(self.rounds):
            say(f"\r{subject.name}: round {number + 1} of {self.rounds}", end="")
            shift = number % len(self.variants)  # nobody is always first
            order = self.variants[shift:] + self.variants[:shift]
            rounds.append({variant.name: self._run(subject, variant)
                           for variant in order})
        others = {}
        for variant in self.others:
            try:
                others[variant.name] = self._other(subject, variant)
            except Failed as problem:  # all the rest is worth keeping
                say(f"{subject.name}: {variant.name} is left out: {problem}")
        say(f"\r{subject.name}: done{' ' * 20}")
        return self._figures(subject, rounds, build_time, others)

    def _run(self, subject, variant, fraction=1):
        command = subject.command(variant, fraction)
        if variant.stripped:
            program = subject.program(variant.build)
            bare = self.folder / f"{subject.name}.stripped"
            subprocess.run([STRIP, "-g", program, "-o", bare], check=True)
            command = [bare if word == program else word for word in command]
        return run(command, subject.working_folder,
                   **variant.variables(self.folder))

    def _other(self, subject, variant):
        say(f"\r{subject.name}: {variant.name}{' ' * 10}", end="")
        base = self.by_name[variant.base]
        # So little work is a few ticks of the clock that counts user time.
        often = max(1, round(0.2 / variant.fraction))
        return statistics.median(
            self._run(subject, variant, variant.fraction).user
            / statistics.fmean(self._run(subject, base, variant.fraction).user
                               for _ in range(often))
            for _ in range(self.OTHERS_ROUNDS))

    def _figures(self, subject, rounds, build_time, others):
        def median(value):
            return {variant.name: statistics.median(
                        value(one[variant.name]) / value(one[variant.base])
                        for one in rounds)
                    for variant in self.variants if variant.shown}
        native, sites = (section_sizes(subject.program(kind))
                         for kind in ("native", "sites"))
        return {
            "name": subject.name,
            "native_seconds": statistics.median(
                one["native"].user for one in rounds),
            "native_memory_kib": statistics.median(
                one["native"].memory for one in rounds),
            "time": {**median(lambda usage: usage.user), **others},
            "memory": median(lambda usage: usage.memory),
            "build_time": build_time,
            "size": sites[0] / native[0],
            "loaded": sites[1] / native[1],
            "profile_bytes": os.path.getsize(self.folder / "all.allocs"),
        }


def measure_threads(bench, tools):
    """Throughput of two threads that churn, to native, against that of one."""
    subject = Workload("threads", tools, bench.folder, bench.rounds, 1)
    subject.build(["native", "sites"])
    by_name = {variant.name: variant for variant in VARIANTS}
    ratios = {1: [], 2: []}
    for number in range(bench.rounds):
        say(f"\rthreads: round {number + 1} of {bench.rounds}", end="")
        for count, found in ratios.items():
            wall = {name: run([*subject.command(by_name[name]), count],
                              **by_name[name].variables(bench.folder)).wall
                    for name in ("native", "all")}
            found.append(wall["native"] / wall["all"])
    say(f"\rthreads: done{' ' * 20}")
    return {count: statistics.median(found) for count, found in ratios.items()}


def choose(arguments):
    """The variants that there are tools for."""
    chosen = []
    for variant in [*VARIANTS, *(SLOW if arguments.slow else [])]:
        if not (variant.ours or variant.name == "native") and arguments.alone:
            continue
        if variant.needs and not variant.needs.exists():
            if variant.shown:
                say(f"{variant.name} is left out: {variant.needs} is not there")
            continue
        chosen.append(variant)
    return chosen


def main():
    described = "\n".join(f"  {variant.name:<11} {variant.what}"
                          for variant in [*VARIANTS, *SLOW] if variant.shown)
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=__doc__.format(variants=described),
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="*",
                        help=f"of {', '.join([*WORKLOADS, 'threads', *PACKAGES])}; "
                             f"by default all but {', '.join(PACKAGES)}, which has "
                             "to be downloaded and takes minutes to build")
    parser.add_argument("--build", type=pathlib.Path, default="build")
    parser.add_argument("--quick", action="store_true",
                        help="a quarter of the work, three rounds: a rough idea")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--scale", type=float, help="amount of work (2)")
    parser.add_argument("--alone", action="store_true",
                        help="without other tools")
    parser.add_argument("--slow", action="store_true", help="DHAT too")
    parser.add_argument("--json", type=pathlib.Path, help="also write this file")
    arguments = parser.parse_args()
    names = arguments.program or [*WORKLOADS, "threads"]
    if unknown := set(names) - {*WORKLOADS, "threads", *PACKAGES}:
        parser.error(f"no such program: {', '.join(sorted(unknown))}")

    build = arguments.build.resolve()
    folder = build / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    rounds = arguments.rounds or (3 if arguments.quick else 5)
    scale = arguments.scale or (0.5 if arguments.quick else 2)
    make_measure(folder)
    tools = Tools(build)
    bench = Bench(folder, rounds, choose(arguments))
    results = []
    for name in names:
        if name in PACKAGES:
            results.append(bench.measure(
                Package(name, tools, build, os.cpu_count() or 2)))
        elif name != "threads":
            results.append(bench.measure(
                Workload(name, tools, folder, rounds, scale)))

    shown = [variant.name for variant in [*bench.variants, *bench.others]
             if variant.shown]
    ours = [variant.name for variant in VARIANTS if variant.ours]
    print(f"Ratios to native, medians of {rounds} paired rounds, scale {scale:g}; "
          "lower is better")
    if results:
        others = [name for name in shown if name not in ours]
        print(f"\n{table.times(results, shown)}")
        if others:
            print("overhead in units of ours (all): "
                  + table.overheads(results, "all", others))
        print(f"\n{table.sizes(results, ours)}")
    if "threads" in names:
        one, two = measure_threads(bench, tools).values()
        results.append({"name": "threads", "throughput": [one, two]})
        print(f"\nthreads that churn, throughput to native: one {one:.3f}, "
              f"two {two:.3f}; two to one {two / one:.3f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        sys.exit(f"bench: {problem}")
