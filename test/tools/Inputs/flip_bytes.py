# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Inverts bytes of a program's file, one at a time, and lists its sites.

Usage: flip_bytes.py ALLOCSITES FILE
"""
import subprocess
import sys

tool, path = sys.argv[1:]
with open(path, "rb") as file:
    good = file.read()
# The header, the names, the tables, and of what follows every seventh byte, since
# fields there are of 2, 4 and 8 bytes.
places = [*range(0, 120), *range(0x1000, 0x1000 + 320, 3), *range(0x5000, 0x5078),
          *range(0x5078, len(good), 7)]
refused = 0
for place in places:
    bad = bytearray(good)
    bad[place] ^= 0xFF
    with open(path + ".flip", "wb") as file:
        file.write(bad)
    run = subprocess.run([tool, "sites", path + ".flip"], capture_output=True,
                         timeout=20)
    if run.returncode not in (0, 2):
        sys.exit(f"byte {place}: status {run.returncode}")
    if run.returncode == 2:
        refused += 1
        if run.stdout or run.stderr.count(b"\n") != 1:
            sys.exit(f"byte {place}: {run.stderr!r}")
if not len(places) / 4 < refused < len(places):
    sys.exit(f"{refused} of {len(places)} refused")
