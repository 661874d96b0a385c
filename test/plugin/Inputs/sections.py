# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Facts about the site tables of an ELF file, for tests.

sections.py READELF size FILE...     bytes of site tables in all FILEs
sections.py READELF relocations FILE number of dynamic relocations into them
"""
import re
import subprocess
import sys

NAME = "allocsites_sites"


def readelf(tool, flag, path):
    run = subprocess.run([tool, flag, "--wide", path], capture_output=True,
                         text=True, check=True)
    return run.stdout.splitlines()


def tables(tool, path):
    """(address, size) of each section that holds tables."""
    for line in readelf(tool, "--sections", path):
        found = re.match(r"\s*\[\s*\d+\]\s+" + NAME +
                         r"\s+\S+\s+([0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)", line)
        if found:
            yield int(found[1], 16), int(found[2], 16)


def relocations(tool, path):
    ranges = list(tables(tool, path))
    count = 0
    for line in readelf(tool, "--relocs", path):
        found = re.match(r"([0-9a-f]{12,16})\s+[0-9a-f]+\s+R_", line)
        if found:
            offset = int(found[1], 16)
            count += any(a <= offset < a + size for a, size in ranges)
    return count


tool, what, *paths = sys.argv[1:]
if what == "size":
    print(sum(size for path in paths for _, size in tables(tool, path)))
else:
    print(relocations(tool, paths[0]))
