#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What AllocSites costs: ratios to the same program without it.

Each workload is built natively and with the plugin (the same -O2 -g). The
variants take turns within a round, and a ratio is the median over the rounds of
variant / native in the same round, of user time as the kernel counts it:

  contexts   exact contexts, live objects not followed (live=0)
  all        everything on, as by default
  heaptrack  heaptrack's library preloaded into the native program; what it
             writes is thrown away, so its own interpreter is not in the figure

Build time is user time of one compilation with and without the plugin, size is
.text + .data + .rodata, and memory the peak resident set.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
WORKLOADS = ["churn", "strings", "vectors", "boxing", "json", "deep", "compute"]
VARIANTS = ["contexts", "all", "heaptrack"]
CLANG = "clang++-19"
FLAGS = ["-std=c++20", "-O2", "-g"]
SIZE = "/usr/lib/llvm-19/bin/llvm-size"
HEAPTRACK = pathlib.Path("/usr/lib/heaptrack/libheaptrack_preload.so")
COUNTED_SECTIONS = (".text", ".data", ".rodata")


def spawn(command, **environment):
    """Run a command to its end: its user seconds and its peak memory in KiB."""
    env = {key: value for key, value in os.environ.items()
           if not key.startswith("ALLOCSITES_")}
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawnp(command[0], command, {**env, **environment}, file_actions=[
        (os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1),
        (os.POSIX_SPAWN_DUP2, null, 2)])
    os.close(null)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"bench: {' '.join(map(str, command))} failed "
                 f"(exit status {os.waitstatus_to_exitcode(status)})")
    return usage.ru_utime, usage.ru_maxrss


def median_ratios(rounds, names):
    """Median over the rounds of each name's value divided by native's."""
    return {name: statistics.median(one[name] / one["native"] for one in rounds)
            for name in names}


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values)))


class Bench:
    def __init__(self, build, rounds, scale, heaptrack):
        self.build, self.rounds, self.scale = build, rounds, scale
        self.folder = build / "bench"
        self.folder.mkdir(parents=True, exist_ok=True)
        library = build / "lib"
        self.plugin = [f"-fpass-plugin={library / 'AllocSites.so'}"]
        self.runtime = [f"-L{library}", "-lallocsites_rt", f"-Wl,-rpath,{library}"]
        self.variants = [name for name in VARIANTS
                         if name != "heaptrack" or heaptrack]

    def measure(self, name):
        """All figures of one workload."""
        say(f"{name}: building", end="")
        build_time = self._compile(name)
        sizes = {variant: section_sizes(self.folder / f"{name}.{variant}")
                 for variant in ("native", "sites")}
        times, memory = [], []
        for number in range(self.rounds + 1):
            say(f"\r{name}: round {number} of {self.rounds}", end="")
            seconds, kibibytes = self._round(name, number)
            if number:  # round 0 warms the caches up
                times.append(seconds)
                memory.append(kibibytes)
        say(f"\r{name}: done{' ' * 20}")
        size = {key: sum(value.get(section, 0) for section in COUNTED_SECTIONS)
                for key, value in sizes.items()}
        return {
            "name": name,
            "native_seconds": statistics.median(one["native"] for one in times),
            "time": median_ratios(times, self.variants),
            "memory": median_ratios(memory, self.variants),
            "native_memory_kib": statistics.median(one["native"] for one in memory),
            "build_time": build_time,
            "size": size["sites"] / size["native"],
            "site_tables": sizes["sites"].get("allocsites_sites", 0),
        }

    def _compile(self, name):
        """Build both programs; the compile-time ratio."""
        source = str(HERE / "workloads" / f"{name}.cpp")
        ratios = []
        for _ in range(max(3, self.rounds // 2)):
            native = self.folder / f"{name}.native"
            sites = self.folder / f"{name}.sites"
            compile_native = [CLANG, *FLAGS, "-c", source, "-o", f"{native}.o"]
            compile_sites = [CLANG, *FLAGS, *self.plugin, "-c", source, "-o",
                             f"{sites}.o"]
            without, _ = spawn(compile_native)
            with_plugin, _ = spawn(compile_sites)
            ratios.append(with_plugin / without)
        spawn([CLANG, f"{native}.o", "-pthread", "-o", str(native)])
        spawn([CLANG, f"{sites}.o", "-pthread", *self.runtime, "-o", str(sites)])
        return statistics.median(ratios)

    def _round(self, name, number):
        """User seconds and peak memory of each variant, run one after another."""
        native, sites = (str(self.folder / f"{name}.{variant}")
                         for variant in ("native", "sites"))
        profile = str(self.folder / f"{name}.allocs")
        scale = str(self.scale)
        runs = {
            "native": lambda: spawn([native, scale]),
            "contexts": lambda: spawn([sites, scale], ALLOCSITES_FILE=profile,
                                      ALLOCSITES_OPTIONS="live=0"),
            "all": lambda: spawn([sites, scale], ALLOCSITES_FILE=profile),
            "heaptrack": lambda: spawn([native, scale],
                                       LD_PRELOAD=str(HEAPTRACK),
                                       DUMP_HEAPTRACK_OUTPUT="/dev/null"),
        }
        order = ["native", *self.variants]
        shift = number % len(order)  # nobody is always first
        results = {key: runs[key]() for key in order[shift:] + order[:shift]}
        return ({key: value[0] for key, value in results.items()},
                {key: value[1] for key, value in results.items()})


def section_sizes(path):
    listing = subprocess.run([SIZE, "-A", path], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    rows = (line.split() for line in listing.splitlines())
    return {row[0]: int(row[1]) for row in rows
            if len(row) == 3 and row[1].isdigit()}


def say(text, **options):
    """Progress; without a terminal only what stays on the screen."""
    if sys.stderr.isatty() or not options:
        print(text if sys.stderr.isatty() else text.strip(), file=sys.stderr,
              flush=True, **options)


def table(results, variants):
    """The figures as text."""
    head = ["workload", "native s", *variants, "build", "size",
            *(f"mem {name}" for name in variants)]
    rows = [[row["name"], f"{row['native_seconds']:.2f}",
             *(f"{row['time'][name]:.3f}" for name in variants),
             f"{row['build_time']:.3f}", f"{row['size']:.2f}",
             *(f"{row['memory'][name]:.2f}" for name in variants)]
            for row in results]
    means = [*(geometric_mean([row["time"][name] for row in results])
               for name in variants)]
    rows.append(["geometric mean", "", *(f"{mean:.3f}" for mean in means),
                 f"{geometric_mean([row['build_time'] for row in results]):.3f}",
                 f"{geometric_mean([row['size'] for row in results]):.2f}",
                 *(f"{geometric_mean([row['memory'][name] for row in results]):.2f}"
                   for name in variants)])
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    lines = ["  ".join(cell.rjust(width) if index else cell.ljust(width)
                       for index, (cell, width) in enumerate(zip(row, widths)))
             for row in [head, *rows]]
    lines.insert(1, "-" * len(lines[0]))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workload", nargs="*", help=f"of {', '.join(WORKLOADS)}")
    parser.add_argument("--build", type=pathlib.Path, default="build")
    parser.add_argument("--quick", action="store_true",
                        help="a quarter of the work, three rounds: a rough idea")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--scale", type=float, help="amount of work (2)")
    parser.add_argument("--no-heaptrack", action="store_true")
    parser.add_argument("--json", type=pathlib.Path, help="also write this file")
    arguments = parser.parse_args()
    if unknown := set(arguments.workload) - set(WORKLOADS):
        parser.error(f"no such workload: {', '.join(sorted(unknown))}")
    heaptrack = not arguments.no_heaptrack and HEAPTRACK.exists()
    if not heaptrack and not arguments.no_heaptrack:
        say("heaptrack is not installed: left out")

    bench = Bench(arguments.build.resolve(),
                  arguments.rounds or (3 if arguments.quick else 5),
                  arguments.scale or (0.5 if arguments.quick else 2), heaptrack)
    results = [bench.measure(name) for name in arguments.workload or WORKLOADS]
    print(f"\nRatios to native, medians of {bench.rounds} paired rounds, "
          f"scale {bench.scale:g}; lower is better\n")
    print(table(results, bench.variants))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
