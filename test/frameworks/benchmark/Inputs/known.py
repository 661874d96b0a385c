#!/usr/bin/env python3
"""Compares a report of known.cpp with what its benchmarks are known to allocate.

usage: known.py console|csv|json FILE
"""

import csv
import json
import math
import re
import sys
from decimal import Decimal

#: name: allocations, bytes, operations
KNOWN = {
    "none/1": (0, 0, 1),
    "none/1000": (0, 0, 1),
    "one/threads:1": (1, 24, 1),
    "one/threads:2": (1, 24, 1),
    "one/threads:4": (1, 24, 1),
    "three/threads:1": (3, 115, 1),
    "three/threads:2": (3, 115, 1),
    "nearlyTen/iterations:2000": (19970, 4 * 19970, 2000),
    # 1, 2, 4, ... 2048 longs
    "growth/iterations:2000": (12, 8 * 4095, 2000),
    "third/iterations:3000": (1000, 1000, 3000),
    "nearlyWhole/iterations:1000000": (1000000, 10**12 + 1, 1000000),
    "many/iterations:8": (16009, 1024 * 16009, 8),
    "unevenThreads/iterations:100/threads:2": (1, 6, 2),
    "paused/iterations:100": (2, 6, 1),
    "paused/iterations:100/threads:4": (2, 6, 1),
    "aroundTheLoop": (0, 0, 1),
    "keepRunning": (1, 5, 1),
    "batches/iterations:1000": (1, 2, 2),
    "Fixture/copies": (1, 400, 1),
    "reallocates": (2, 1010, 1),
    "aligned": (1, 64, 1),
    "helper/iterations:50": (2, 14, 1),
    "forks/iterations:3": (1, 9, 1),
    "repeated/iterations:10/repeats:3": (1, 11, 1),
    "repeated/iterations:10/repeats:3_mean": (1, 11, 1),
    "repeated/iterations:10/repeats:3_median": (1, 11, 1),
    "repeated/iterations:10/repeats:3_stddev": (0, 0, 1),
    "repeated/iterations:10/repeats:3_cv": (0, 0, 1),
    "different/iterations:4/repeats:3": None,
    "different/iterations:4/repeats:3_mean": (3, 15, 1),
    "different/iterations:4/repeats:3_median": (3, 15, 1),
    "different/iterations:4/repeats:3_stddev": (1, 5, 1),
    "different/iterations:4/repeats:3_cv": (1, 1, 3),
    "afterSkipped": (1, 2, 1),
    "given/eight": (8, 64, 1),
}


def console(file):
    widths = []
    for line in file:
        if "allocs/op" in line:
            assert re.search(r"Iterations +allocs/op +B/op$", line), line
            widths.append(len(line))
        match = re.match(r"(\S+) +\S+ \S+ +\S+ \S+ +\d+ +(\S+(?: %)?) +(\S+(?: %)?)$",
                         line)
        if match:
            assert len(line) == widths[-1], line
            yield match.groups()
    # Once more where the columns grow.
    assert len(widths) == 2 and widths[0] + 2 == widths[1], widths


def comma(file):
    lines = [line for line in file if not line.startswith(("2", "***"))]
    start = next(i for i, line in enumerate(lines) if line.startswith("name,"))
    for row in csv.DictReader(lines[start:]):
        assert None not in row and None not in row.values(), row
        if row["error_occurred"] != "true":
            yield row["name"], row["allocs/op"], row["B/op"]
        else:
            assert row["name"] == "skipped", row


def javascript(file):
    for row in json.load(file)["benchmarks"]:
        if not row.get("error_occurred"):
            yield row["name"], row["allocs/op"], row["B/op"]


def is_known(text, known, name, console):
    """Whether a number is right; the console may round what is long."""
    value = Decimal(str(text).removesuffix(" %"))
    if str(text).endswith(" %"):
        known *= 100
    # The framework computes these with an error.
    close = 1e-9 if name.endswith(("_stddev", "_cv")) else 0
    if math.isclose(value, known, rel_tol=close):
        return True
    unit = Decimal(1).scaleb(value.as_tuple().exponent)
    return (console and len(text) >= 11 and value % 1 != 0
            and abs(value - Decimal(known)) <= unit / 2)


def main():
    how, path = sys.argv[1:]
    with open(path) as file:
        read = {"console": console, "csv": comma, "json": javascript}[how]
        rows = list(read(file))
    seen = set()
    different = 2
    for name, allocs, bytes_ in rows:
        seen.add(name)
        if KNOWN[name]:
            objects, space, operations = KNOWN[name]
        else:
            objects, space, operations = different, 5 * different, 1
            different += 1
        if not all(is_known(text, of / operations, name, how == "console")
                   for text, of in ((allocs, objects), (bytes_, space))):
            sys.exit(f"{how}: {name}: {allocs} allocs/op, {bytes_} B/op; known "
                     f"are {objects} and {space} in {operations}")
    if lacking := KNOWN.keys() - seen:
        sys.exit(f"{how}: no numbers for {', '.join(sorted(lacking))}")
    print(f"{how}: {len(rows)} rows are right")


main()
