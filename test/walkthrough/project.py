# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One project of projects.toml: fetched, built and run in its ways.

A way is a build folder: `native` knows nothing of us, `allocs` is instrumented
without an edit, `changed` is that with the project's patches.
"""

import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "oracle"))

from sources import Sources  # noqa: E402

CONFIGURE = ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-Wno-dev",
             "-Wno-deprecated", "--no-warn-unused-cli",
             "-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19"]
BENCHMARK_CONFIG = "**/cmake/benchmark/benchmarkConfig.cmake"


class Failed(Exception):
    """A step did not work; the text has its end."""


def run(command, cwd=None, **environment):
    """What the command printed, both streams."""
    done = subprocess.run(list(map(str, command)), cwd=cwd,
                          env={**os.environ, **environment}, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, errors="replace")
    if done.returncode:
        raise Failed(f"{' '.join(map(str, command))}: exit status "
                     f"{done.returncode}\n{done.stdout[-3000:]}")
    return done.stdout


@dataclasses.dataclass
class Project:
    name: str
    package: str
    purpose: str
    frameworks: list
    tests: list
    configure: list = dataclasses.field(default_factory=list)
    benchmark: list = dataclasses.field(default_factory=list)
    changes: list = dataclasses.field(default_factory=list)
    timed: dict = dataclasses.field(default_factory=dict)
    expect: list = dataclasses.field(default_factory=list)

    def fetch(self, build):
        """Get the sources, and a folder whose paths tell nothing of this machine."""
        self.folder = build / "walkthrough" / self.name
        self.prefix = build / "walkthrough" / "prefix"
        self.tree = Sources(build / "oracle").get(self.package)
        self.folder.mkdir(parents=True, exist_ok=True)
        # Recorded paths begin with the project's name: see file-prefix-map below.
        link = self.folder / self.name
        link.unlink(missing_ok=True)
        link.symlink_to(self.tree)

    def source(self, way):
        """The tree that is built: for `changed` a copy with the patches."""
        if way != "changed":
            return self.tree
        texts = b"".join((HERE / patch).read_bytes() for patch in self.changes)
        changed = self.folder / f"changed-{hashlib.sha256(texts).hexdigest()[:8]}"
        if not changed.exists():
            partial = self.folder / "changed.partial"
            shutil.rmtree(partial, ignore_errors=True)
            shutil.copytree(self.tree, partial, symlinks=True)
            for patch in self.changes:
                run(["patch", "-p1", "-i", HERE / patch], cwd=partial)
            partial.rename(changed)
        return changed

    def forget_stale(self, way, built):
        """Make does not know that objects depend on the plugin."""
        cache = built / "CMakeCache.txt"
        plugins = (self.prefix / "lib" / "allocsites").glob("*.so")
        if way != "native" and cache.exists() and any(
                plugin.stat().st_mtime > cache.stat().st_mtime for plugin in plugins):
            shutil.rmtree(built)

    def build(self, way, frameworks=None, targets=()):
        """Configure and build; gives the build folder."""
        source, to = self.source(way), self.folder / way
        self.forget_stale(way, to)
        config = next(iter(sorted(pathlib.Path("/usr/lib").glob(BENCHMARK_CONFIG))), "")
        command = ["cmake", "-S", source, "-B", to, *CONFIGURE,
                   f"-DCMAKE_CXX_FLAGS=-ffile-prefix-map={source}={self.name}",
                   *(each.replace("{benchmark_config}", str(config))
                     for each in self.configure)]
        if way != "native":
            command += ["-DCMAKE_PROJECT_INCLUDE="
                        f"{self.prefix}/lib/cmake/AllocSites/AllocSitesTree.cmake",
                        f"-DALLOCSITES_FRAMEWORKS={';'.join(frameworks or self.frameworks)}"]
        run(command)
        run(["cmake", "--build", to, "--parallel", os.cpu_count() or 2,
             *(f"--target={each}" for each in targets)])
        return to

    def programs(self, way):
        found = [file for pattern in self.tests
                 for file in sorted((self.folder / way).glob(pattern))
                 if file.is_file() and os.access(file, os.X_OK)]
        if not found:
            raise Failed(f"{self.name} has no {self.tests}")
        return found

    def run_tests(self, way, profiles=None, **variables):
        """Run all test programs, each in an empty folder; seconds of user time."""
        if profiles:
            shutil.rmtree(profiles, ignore_errors=True)
            profiles.mkdir()
        seconds = 0.0
        for program in self.programs(way):
            scratch = self.folder / f"{way}-scratch"
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            environment = {**os.environ, **variables,
                           "TEST_TMPDIR": str(scratch), "TZ": "UTC",
                           "ALLOCSITES_FILE": str((profiles or scratch) / "%e.allocs")}
            log = self.folder / f"{way}-{program.name}.log"
            with open(log, "w", encoding="utf-8") as output:
                child = subprocess.Popen([program], cwd=scratch, env=environment,
                                         stdin=subprocess.DEVNULL, stdout=output,
                                         stderr=output)
                _, status, usage = os.wait4(child.pid, 0)
                child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode < 0:
                raise Failed(f"{program}: died of signal {-child.returncode}\n"
                             + log.read_text(errors="replace")[-3000:])
            if child.returncode:
                # A project may have tests that fail on a busy machine.
                print(f"  {program.name}: tests failed, see {log}", flush=True)
            seconds += usage.ru_utime
        return seconds

    def run_benchmark(self, way, pattern, profile, *arguments):
        """What the benchmarks whose names match print."""
        return run([self.folder / way / self.benchmark[0],
                    f"--benchmark_filter={pattern}", *arguments],
                   cwd=self.folder, ALLOCSITES_FILE=str(profile))

    def rows(self, way, pattern):
        """The same as data: {name: row of the framework's JSON}."""
        out = self.folder / f"{way}.json"
        self.run_benchmark(way, pattern, self.folder / f"{way}.bench.allocs",
                           "--benchmark_min_time=0.01", f"--benchmark_out={out}",
                           "--benchmark_out_format=json")
        return {row["name"]: row for row in json.loads(out.read_text())["benchmarks"]}


def load(names):
    """The named projects, or all."""
    known = tomllib.loads((HERE / "projects.toml").read_text())
    for name in names:
        if name not in known:
            raise KeyError(f"no project {name}; there are: {', '.join(known)}")
    return [Project(name=name, **known[name]) for name in names or known]
