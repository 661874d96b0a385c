# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is measured: our workloads, and cppcheck as a program of some size."""

import pathlib
import statistics
import sys
import tomllib

from running import run

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "oracle"))
import programs  # noqa: E402
import sources  # noqa: E402

WORKLOADS = ["churn", "strings", "vectors", "boxing", "json", "deep", "compute"]
CLANG = "clang++-19"
FLAGS = ["-std=c++20", "-O2", "-g"]


class Tools:
    """Compiler and linker flags of each way to build."""

    def __init__(self, build):
        library = build / "lib"
        self.compile = {"native": [],
                        "sites": [f"-fpass-plugin={library / 'AllocSites.so'}"],
                        "memprof": ["-fmemory-profile"]}
        self.link = {"native": [],
                     "sites": [f"-L{library}", "-lallocsites_rt",
                               f"-Wl,-rpath,{library}"],
                     "memprof": ["-fmemory-profile"]}


class Workload:
    """One source file of ours; its argument says how much work to do."""

    def __init__(self, name, tools, folder, rounds, scale):
        self.name, self.tools, self.folder = name, tools, folder
        self.rounds, self.scale = rounds, scale
        self.working_folder = None
        self.source = HERE / "workloads" / f"{name}.cpp"

    def build(self, kinds):
        """Build all; returns the ratio of compile times with the plugin and
        without."""
        ratios = []
        for _ in range(max(3, self.rounds // 2)):
            user = {kind: self._compile(kind).user for kind in ("native", "sites")}
            ratios.append(user["sites"] / user["native"])
        for kind in set(kinds) - {"native", "sites"}:
            self._compile(kind)
        for kind in kinds:
            run([CLANG, f"{self.program(kind)}.o", "-pthread",
                 *self.tools.link[kind], "-o", self.program(kind)])
        return statistics.median(ratios)

    def _compile(self, kind):
        return run([CLANG, *FLAGS, *self.tools.compile[kind], "-c", self.source,
                    "-o", f"{self.program(kind)}.o"])

    def program(self, kind):
        return self.folder / f"{self.name}.{kind}"

    def command(self, variant, fraction=1):
        return [*variant.runner, self.program(variant.build),
                f"{self.scale * fraction:g}"]


class Package:
    """A Debian source package as described in programs/NAME.toml (see
    test/oracle/programs.py), doing one fixed piece of work, or the one called
    `less`."""

    def __init__(self, name, tools, build, jobs):
        self.name, self.tools, self.scale = name, tools, 1
        described = tomllib.loads((HERE / "programs" / f"{name}.toml").read_text())
        self.less = described.pop("less")
        self.description = programs.Program(name=name, **described)
        self.cache = build / "oracle"
        self.builder = programs.Builder(build, self.cache, jobs)
        self.paths = {}

    def build(self, kinds):
        self.description.fetch(sources.Sources(self.cache), self.cache)
        times = {}
        for kind in kinds:
            self.paths[kind], times[kind] = self.builder.measured(
                self.description, f"bench-{kind}",
                ["-O2", "-g", *self.tools.compile[kind]], self.tools.link[kind])
        self.working_folder = self.description.working_folder(
            self.cache / "run" / f"bench-{self.name}")
        return times["sites"] / times["native"]

    def program(self, kind):
        return self.paths[kind]

    def command(self, variant, fraction=1):
        # There are but two amounts of work.
        words = self.description.command if fraction == 1 else self.less
        return [*variant.runner, self.program(variant.build),
                *map(self.description.expand, words)]
