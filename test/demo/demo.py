#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Profile a real program on real input and look at the result.

The program is JsonCpp, from the distribution's source package, under a few lines
that ask a compile_commands.json (AllocSites' own) which flags are used where.
"""

import argparse
import json
import os
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "oracle"))

from sources import Sources, Unavailable  # noqa: E402

FALLBACK = HERE.parent / "bench" / "workloads" / "strings.cpp"


class Demo:
    def __init__(self, build):
        self.build = build
        self.folder = build / "demo"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tool = build / "bin" / "allocsites"
        self.profile = self.folder / "demo.allocs"

    def short(self, word):
        """A word of a command as a person would type it."""
        word = str(word)
        for base in (self.build.parent, pathlib.Path.cwd()):
            word = word.replace(f"{base}/", "")
        return shlex.quote(word)

    def run(self, *command, env=None, quiet=False):
        """Show a command, run it and show what it prints."""
        words = [f"{key}={self.short(value)}" for key, value in (env or {}).items()]
        print("\n$ " + " ".join(words + [self.short(word) for word in command]),
              flush=True)
        done = subprocess.run(list(map(str, command)),
                              env={**os.environ, **(env or {})},
                              stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL if quiet else None)
        if done.returncode:
            sys.exit(f"demo: exit status {done.returncode}")

    def program(self):
        """Sources, flags and arguments of the program to profile."""
        try:
            tree = Sources(self.build / "oracle").get("libjsoncpp")
        except Unavailable as problem:
            print(f"JsonCpp's source cannot be had ({problem});\n"
                  "profiling a small program of our own instead.")
            return [FALLBACK], [], ["0.01"]
        sources = [HERE / "flags.cpp", *sorted(tree.glob("src/lib_json/*.cpp"))]
        return (sources, [f"-I{tree / 'include'}"],
                [self.build / "compile_commands.json"])

    def worst_function(self):
        listing = subprocess.run(
            [self.tool, "top", "--json", "-functions", "-sample_index=alloc_objects",
             self.profile],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        rows = [row for row in json.loads(listing)["rows"] if row.get("file")]
        return rows[0]["function"] if rows else "main"

    def show(self):
        sources, flags, arguments = self.program()
        exe = self.folder / "flags"
        library = self.build / "lib"
        self.run("clang++-19", "-std=c++20", "-O2", "-g",
                 f"-fpass-plugin={library / 'AllocSites.so'}", *flags, *sources,
                 f"-L{library}", f"-Wl,-rpath,{library}", "-lallocsites_rt",
                 "-o", exe)
        self.run(exe, *arguments, env={"ALLOCSITES_FILE": str(self.profile)},
                 quiet=True)
        self.run(self.tool, "top", "-sample_index=alloc_objects", "-nodecount=12",
                 self.profile)
        self.run(self.tool, "list", exact(self.worst_function()), self.profile)
        print(f"\nThe profile is {self.short(self.profile)}. Try also:")
        for verb in ("top -lines", "tree", "peek split"):
            print(f"  {self.short(self.tool)} {verb} {self.short(self.profile)}")


def exact(function):
    """A regular expression that matches the function alone."""
    name = function.split("(")[0].split("<")[0]
    return name.replace(".", r"\.") + r"\b"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default="build")
    Demo(parser.parse_args().build.resolve()).show()


if __name__ == "__main__":
    main()
