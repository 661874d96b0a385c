#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kinds for a person to check: how many are unknown, and a random sample.

usage: kinds_sample.py ALLOCSITES SEED NUMBER NAME=PROFILE...

Prints two Markdown tables: for each program its allocations and how many of them
have no kind or no type, and NUMBER distinct places (line, column, kind and type),
each equally likely, with the text of their line. See docs/kinds-sample.md.
"""
import json
import pathlib
import random
import subprocess
import sys

tool, seed, number, *programs = sys.argv[1:]
places = set()
print("| program | allocations | unknown | outside | with a type |")
print("| --- | ---: | ---: | ---: | ---: |")
for program in programs:
    name, profile = program.split("=", 1)
    report = json.loads(subprocess.run(
        [tool, "top", "--json", "-columns", profile], check=True,
        stdout=subprocess.PIPE, text=True).stdout)
    total = outside = typed = 0
    for row in report["rows"]:
        for share in row["kinds"]:
            count = share["alloc_objects"]
            total += count
            outside += count * (share["kind"] == "outside")
            typed += count * bool(share["type"])
            if row["file"] and row["line"] and share["kind"] != "outside":
                places.add((name, row["file"], row["line"], row["column"] or 0,
                            share["kind"], share["type"] or ""))
    unknown = report["unknown_kind"]["alloc_objects"]
    print(f"| {name} | {total:,} | {unknown:,} | {outside:,} | {typed / total:.1%} |")

print(f"\n{len(places):,} places.\n")
print("| program | place | source | kind | type |\n| --- | --- | --- | --- | --- |")
for name, file, line, column, kind, type in sorted(
        random.Random(int(seed)).sample(sorted(places), int(number))):
    path = pathlib.Path(file)
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    text = lines[line - 1].strip() if line <= len(lines) else "?"
    text = (text if len(text) < 90 else text[:87] + "...").replace("|", "\\|")
    type = (type if len(type) < 50 else type[:47] + "...").replace("|", "\\|")
    print(f"| {name} | {path.name}:{line}:{column} | `{text}` | {kind} | "
          f"{'`' + type + '`' if type else ''} |")
