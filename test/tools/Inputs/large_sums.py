#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds what top and list say of a profile against what mklarge.py wrote.

Usage: large_sums.py TOTALS LIST-JSON TOP-JSON...

TOTALS is what mklarge.py has printed, LIST-JSON a list of function0. Of each table
the flat counts add up to the total, and those of function0 to its own.
"""

import json
import pathlib
import sys

LENSES = ("alloc_objects", "alloc_space")
NAME = "app::Parser::function0("

numbers = [int(word) for word in pathlib.Path(sys.argv[1]).read_text().split()]
total, of_first = numbers[:2], numbers[2:]
assert all(of_first), "function0 allocates nothing"


def flat(rows):
    return [sum(row["flat"][lens] for row in rows) for lens in LENSES]


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found} instead of {wanted}")


(function,) = json.loads(pathlib.Path(sys.argv[2]).read_text())["rows"]
expect("list's function", flat([function]), of_first)
expect("list's lines", flat(function["lines"]), of_first)
for path in sys.argv[3:]:
    table = json.loads(pathlib.Path(path).read_text())
    expect(path, [table["totals"][lens] for lens in LENSES], total)
    expect(f"{path}, rows", flat(table["rows"]), total)
    expect(f"{path}, function0",
           flat([row for row in table["rows"]
                 if row["function"].startswith(NAME)]), of_first)
