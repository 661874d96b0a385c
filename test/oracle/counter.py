# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the preloaded counter (counter.c) says of a run."""

import bisect
import json
import os
import pathlib
import re
import struct
import subprocess

from lines import Counts, Frame

SOURCE = pathlib.Path(__file__).with_name("counter.c")
HEADER = struct.Struct("8Q")
SLOT = struct.Struct("6Q")
SLOTS = 1 << 18
WORDS_OFFSET = HEADER.size + SLOTS * SLOT.size
SYMBOLIZER = "/usr/lib/llvm-19/bin/llvm-symbolizer"


def build(path):
    subprocess.run(["clang-19", "-O2", "-fexceptions", "-shared", "-fPIC",
                    "-fvisibility=hidden", "-o", path, SOURCE], check=True)


def run(command, library, output, *, env, **options):
    return subprocess.run(command, env={**env, "LD_PRELOAD": str(library),
                                        "ALLOC_COUNTER_FILE": str(output)},
                          **options)


class Counter:
    """A parsed table of the counter; EXE was linked at fixed addresses."""

    def __init__(self, path, exe):
        self.exe = exe
        self.stacks = []
        with open(path, "rb") as file:
            objects, size, self.zeroes, self.lost, *_ = HEADER.unpack(
                file.read(HEADER.size))
            self.total = objects, size
            slots = file.read(SLOTS * SLOT.size)
            for entry in SLOT.iter_unpack(slots):
                digest, objects, size, zeroes, start, depth = entry
                if not digest:
                    continue
                file.seek(WORDS_OFFSET + 8 * start)
                stack = struct.unpack(f"{depth}Q", file.read(8 * depth))
                self.stacks.append((stack, objects, size, zeroes))
        self.ranges = code_ranges(exe)

    def in_program(self, address):
        index = bisect.bisect_right(self.ranges, (address, float("inf"))) - 1
        return index >= 0 and address < self.ranges[index][1]

    def by_line(self, library, zeroes=False):
        """Counts by user line; ZEROES: of requests of no bytes alone."""
        addresses = sorted({address - 1 for stack, *_ in self.stacks
                            for address in stack if self.in_program(address)})
        frames = symbolize(self.exe, addresses)
        counts = Counts()
        for stack, objects, size, empty in self.stacks:
            if zeroes:
                objects, size = empty, 0
            chain = (frame for address in stack
                     for frame in frames.get(address - 1, ()))
            counts.add(library.user_line(chain), objects, size)
        return counts


def code_ranges(exe):
    """Sorted (begin, end) of the program's executable segments."""
    listing = subprocess.run(["/usr/lib/llvm-19/bin/llvm-readelf", "-lW", exe],
                             check=True, stdout=subprocess.PIPE, text=True).stdout
    ranges = []
    for line in listing.splitlines():
        words = line.split()
        if len(words) > 6 and words[0] == "LOAD" and "E" in words[6:-1]:
            begin, size = int(words[2], 16), int(words[5], 16)
            ranges.append((begin, begin + size))
    return sorted(ranges)


def symbolize(exe, addresses):
    """Address -> frames, innermost first."""
    if not addresses:
        return {}
    done = subprocess.run(
        [SYMBOLIZER, f"--obj={exe}", "--output-style=JSON"],
        input="".join(f"{address:#x}\n" for address in addresses), check=True,
        stdout=subprocess.PIPE, text=True, env={**os.environ, "DEBUGINFOD_URLS": ""})
    frames = {}
    for address, line in zip(addresses, done.stdout.splitlines(), strict=True):
        # ThinLTO renames local functions that it moves.
        frames[address] = [Frame(re.sub(r"\.llvm\.\d+$", "", symbol["FunctionName"]),
                                 symbol["FileName"], symbol["Line"])
                           for symbol in json.loads(line).get("Symbol", [])]
    return frames
