#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command with its last argument given FEW and MANY times; fails if the
latter takes over MORE megabytes more.

Usage: peak_memory.py FEW MANY MORE COMMAND...
"""

import os
import subprocess
import sys


def peak(command):
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"status {status}: {command[:4]}")
    return usage.ru_maxrss / 1024  # kilobytes


few, many, more = map(int, sys.argv[1:4])
command, last = sys.argv[4:-1], sys.argv[-1]
first, second = (peak(command + [last] * n) for n in (few, many))
print(f"{first:.0f} MB for {few}, {second:.0f} MB for {many}")
sys.exit(second > first + more)
