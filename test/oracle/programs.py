# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The oracle's programs: reads programs/*.toml and builds what they describe.

Keys of a description:
  package    Debian source package
  purpose    what the program does in the run, one line
  language   "c" or "c++"
  standard   -std of the language
  prepare    commands to run once in a copy of the package's tree (made sources)
  sources    globs relative to the tree; "driver:NAME" is drivers/NAME here
  exclude    globs relative to the tree
  flags      further compiler flags, {tree} and {oracle} replaced
  libraries  linker flags
  command    arguments, {tree} and {oracle} replaced
  folders    folders to make in the run's working directory
  inputs     globs relative to the tree, copied into the working directory
  lines      oracles of the lines: without "dhat" for programs that live on
             realloc (DHAT charges it to the stack of the block's first allocation)
  threads    threads that the run starts
  hide       functions that count as library code on both sides
  output     "same" (default) or "varies", if it prints times
"""

import concurrent.futures
import dataclasses
import hashlib
import os
import pathlib
import resource
import shutil
import subprocess
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
CLANG = {"c": "clang-19", "c++": "clang++-19"}


def use_llvm(version):
    """Compile with the Clang of this version from now on."""
    CLANG.update({"c": f"clang-{version}", "c++": f"clang++-{version}"})

#: What DHAT needs of the plain build. DWARF 4: valgrind 3.19 passes over the
#: line tables of DWARF 5. Sibling calls and tail merging: both leave the back
#: end with one call where the source has two, and the stack cannot tell which;
#: neither changes what is inlined or what is allocated.
PLAIN_FLAGS = ["-gdwarf-4", "-fno-optimize-sibling-calls",
               "-mllvm", "-enable-tail-merge=false"]


#: Ways to build: compiler and linker flags of each, the same on both sides.
LEVELS = {
    "O0": ["-O0"],
    "O2": ["-O2"],
    "O1": ["-O1"],
    "O3": ["-O3"],
    "Os": ["-Os"],
    "libc++": ["-O2", "-stdlib=libc++"],
    "thinlto": ["-O2", "-flto=thin", "-fuse-ld=lld"],
    "lto": ["-O2", "-flto", "-fuse-ld=lld"],
}


class BuildFailed(Exception):
    pass


@dataclasses.dataclass
class Program:
    name: str
    package: str
    purpose: str
    language: str
    sources: list
    standard: str = ""
    prepare: list = dataclasses.field(default_factory=list)
    exclude: list = dataclasses.field(default_factory=list)
    flags: list = dataclasses.field(default_factory=list)
    libraries: list = dataclasses.field(default_factory=list)
    command: list = dataclasses.field(default_factory=list)
    folders: list = dataclasses.field(default_factory=list)
    inputs: list = dataclasses.field(default_factory=list)
    lines: list = dataclasses.field(default_factory=lambda: ["dhat", "counter"])
    threads: int = 0
    hide: list = dataclasses.field(default_factory=list)
    output: str = "same"
    tree: pathlib.Path = None

    def expand(self, text):
        return text.replace("{tree}", str(self.tree)).replace("{oracle}", str(HERE))

    def fetch(self, sources, cache):
        """Get and prepare the program's tree."""
        tree = sources.get(self.package)
        if self.prepare:
            digest = hashlib.sha256("\n".join(self.prepare).encode()).hexdigest()
            prepared = cache / "prepared" / f"{self.name}-{digest[:8]}"
            if not prepared.exists():
                partial = prepared.with_name(f".{self.name}.partial")
                shutil.rmtree(partial, ignore_errors=True)
                shutil.copytree(tree, partial, symlinks=True)
                for command in self.prepare:
                    done = subprocess.run(command, shell=True, cwd=partial,
                                          stdin=subprocess.DEVNULL,
                                          stdout=subprocess.PIPE,
                                          stderr=subprocess.STDOUT, text=True)
                    if done.returncode:
                        raise BuildFailed(f"{command}:\n{done.stdout[-2000:]}")
                partial.rename(prepared)
            tree = prepared
        self.tree = tree

    def source_files(self):
        files = []
        for pattern in self.sources:
            if pattern.startswith("driver:"):
                files.append(HERE / "drivers" / pattern.removeprefix("driver:"))
                continue
            found = sorted(self.tree.glob(pattern))
            if not found:
                raise BuildFailed(f"{self.package} has no {pattern}")
            files += found
        excluded = {file for pattern in self.exclude
                    for file in self.tree.glob(pattern)}
        return [file for file in files if file not in excluded]

    def working_folder(self, parent):
        """A fresh working directory with the run's inputs."""
        shutil.rmtree(parent, ignore_errors=True)
        parent.mkdir(parents=True)
        for name in self.folders:
            (parent / name).mkdir(parents=True, exist_ok=True)
        for pattern in self.inputs:
            for file in sorted(self.tree.glob(pattern)):
                if file.is_file():
                    target = parent / file.relative_to(self.tree)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, target)
        return parent


def load(names):
    """The descriptions of the named programs, or of all."""
    known = {file.stem: file for file in sorted((HERE / "programs").glob("*.toml"))}
    for name in names:
        if name not in known:
            raise KeyError(f"no program {name}; there are: {', '.join(known)}")
    return [Program(name=name, **tomllib.loads(known[name].read_text()))
            for name in names or known]


class Builder:
    """Compiles programs, plain and with the plugin, reusing what is current."""

    def __init__(self, build, cache, jobs):
        self.build, self.cache, self.jobs = build, cache, jobs
        self.plugin = build / "lib" / "AllocSites.so"
        self.runtime = build / "lib" / "liballocsites_rt.so"

    # Programs allocate for their own path: those of both variants are as long.
    def plain(self, program, level):
        flags = LEVELS[level]
        return self._build(program, f"plain-{level}", [*flags, *PLAIN_FLAGS],
                           [*flags, "-no-pie"], ())

    def instrumented(self, program, level):
        library, flags = self.build / "lib", LEVELS[level]
        return self._build(
            program, f"sites-{level}",
            ["-g", *flags, f"-fpass-plugin={self.plugin}"],
            [*flags, f"-L{library}", "-lallocsites_rt", f"-Wl,-rpath,{library}"],
            (self.plugin, self.runtime))

    def measured(self, program, variant, flags, link_flags):
        """Path of the program, built anew, and user seconds of compiling it."""
        shutil.rmtree(self.cache / "build" / program.name / variant,
                      ignore_errors=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        path = self._build(program, variant, flags, link_flags, ())
        return path, resource.getrusage(
            resource.RUSAGE_CHILDREN).ru_utime - before

    def _build(self, program, variant, flags, link_flags, tools):
        """Path of the program, built as VARIANT; TOOLS are further inputs."""
        folder = self.cache / "build" / program.name / variant
        folder.mkdir(parents=True, exist_ok=True)
        if program.standard:
            flags = [f"-std={program.standard}", *flags]
        flags = ["-w", *flags, *map(program.expand, program.flags)]
        newest = max((tool.stat().st_mtime_ns for tool in tools), default=0)
        jobs = []
        for source in program.source_files():
            path = os.path.relpath(source, program.tree).replace("/", "_")
            target = folder / f"{path}.o"
            compiler = CLANG["c" if source.suffix == ".c" else "c++"]
            command = [compiler, *flags, "-c", str(source), "-o", str(target)]
            if source.suffix == ".c" and program.language == "c++":
                command.remove(f"-std={program.standard}")
            jobs.append((command, target, max(newest, source.stat().st_mtime_ns)))
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            list(pool.map(lambda job: self._make(*job), jobs))
        exe = folder / program.name
        objects = [str(target) for _, target, _ in jobs]
        newest = max(newest, *(target.stat().st_mtime_ns for _, target, _ in jobs))
        self._make([CLANG[program.language], *objects, *link_flags,
                    *program.libraries, "-o", str(exe)], exe, newest)
        return exe

    @staticmethod
    def _make(command, target, newest):
        """Run COMMAND unless TARGET was made by it after NEWEST (ns)."""
        stamp = target.with_name(target.name + ".command")
        digest = hashlib.sha256("\0".join(command).encode()).hexdigest()
        if (target.exists() and stamp.exists() and stamp.read_text() == digest
                and target.stat().st_mtime_ns >= newest):
            return
        stamp.unlink(missing_ok=True)
        done = subprocess.run(command, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True)
        if done.returncode:
            raise BuildFailed(f"{' '.join(command)}\n{done.stdout[-4000:]}")
        stamp.write_text(digest)
