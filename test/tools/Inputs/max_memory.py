#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command; fails if it fails or ever has more than MEGABYTES in memory.

Usage: max_memory.py MEGABYTES COMMAND...
"""

import os
import subprocess
import sys

most = int(sys.argv[1])
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
peak = usage.ru_maxrss / 1024  # kilobytes
print(f"{peak:.0f} MB: {' '.join(sys.argv[3:5])}", file=sys.stderr)
sys.exit(status != 0 or peak > most)
