# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Running programs and what they used, as the kernel counts it."""

import dataclasses
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
measure = None  #: path of the compiled measure.c


class Failed(Exception):
    """A program did not end well; the text says which and how."""


@dataclasses.dataclass(frozen=True)
class Usage:
    user: float  #: seconds of user time, all threads
    wall: float  #: seconds
    memory: int  #: peak resident set in KiB


def make_measure(folder):
    """Compile measure.c, through which everything is run from then on."""
    global measure
    measure = folder / "measure"
    subprocess.run(["clang-19", "-O2", HERE / "measure.c", "-o", measure],
                   check=True)


def run(command, folder=None, **environment):
    """Run a command to its end in FOLDER; its output is thrown away."""
    env = {key: value for key, value in os.environ.items()
           if not key.startswith(("ALLOCSITES_", "HEAP", "MEMPROF_"))}
    result = measure.with_suffix(".result")
    command = [str(word) for word in command]
    done = subprocess.run(
        [measure, result, *(f"{key}={value}" for key, value in environment.items()),
         "--", *command],
        cwd=folder, env=env, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode:
        raise Failed(f"{measure} failed")
    status, user, wall, memory = map(int, result.read_text().split())
    if status:
        raise Failed(f"{' '.join(command)} failed "
                     f"(exit status {os.waitstatus_to_exitcode(status)})")
    return Usage(user / 1e6, wall / 1e9, memory)


def say(text, **options):
    """Progress; without a terminal only what stays on the screen."""
    if sys.stderr.isatty() or not options:
        print(text if sys.stderr.isatty() else text.strip(), file=sys.stderr,
              flush=True, **options)
