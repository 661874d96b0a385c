# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Running programs and what they used, as the kernel counts it."""

import dataclasses
import os
import sys
import time


@dataclasses.dataclass(frozen=True)
class Usage:
    user: float  #: seconds of user time, all threads
    wall: float  #: seconds
    memory: int  #: peak resident set in KiB


def run(command, folder=None, **environment):
    """Run a command to its end in FOLDER; its output is thrown away."""
    env = {key: value for key, value in os.environ.items()
           if not key.startswith(("ALLOCSITES_", "HEAP", "MEMPROF_"))}
    command = [str(word) for word in command]
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            null = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(null, descriptor)
            if folder:
                os.chdir(folder)
            os.execvpe(command[0], command, {**env, **environment})
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    if status:
        sys.exit(f"bench: {' '.join(command)} failed "
                 f"(exit status {os.waitstatus_to_exitcode(status)})")
    return Usage(usage.ru_utime, wall, usage.ru_maxrss)


def say(text, **options):
    """Progress; without a terminal only what stays on the screen."""
    if sys.stderr.isatty() or not options:
        print(text if sys.stderr.isatty() else text.strip(), file=sys.stderr,
              flush=True, **options)
