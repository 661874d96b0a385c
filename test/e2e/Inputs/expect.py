# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compare a profile's lines with what the source says of itself.

usage: expect.py TOOL SOURCE PROFILE... [--only TAG]...

A source line that ends in `// allocs: N` makes exactly N allocations, one with
`// allocs: some` at least one; `// allocs libc++: N` holds when libc++ is a
TAG and then takes precedence. `@C` behind the number demands column C of every
such allocation. A line without a mark makes none.
"""
import json
import re
import subprocess
import sys

tags = []
args = sys.argv[1:]
while "--only" in args:
    at = args.index("--only")
    tags.append(args[at + 1])
    del args[at:at + 2]
tool, source, profiles = args[0], args[1], args[2:]
out = subprocess.run([tool, "top", "-lines", "--columns", "--json",
                      "-nodecount=100000", *profiles],
                     check=True, capture_output=True, text=True).stdout
made, columns = {}, {}
for row in json.loads(out)["rows"]:
    count = row["flat"]["alloc_objects"]
    if row["file"] and row["file"].endswith(source.rsplit("/", 1)[-1]) and count:
        made[row["line"]] = made.get(row["line"], 0) + count
        columns.setdefault(row["line"], set()).add(row["column"])
bad = checked = 0
for number, text in enumerate(open(source), 1):
    marks = {t or None: (n, c) for t, n, c in re.findall(
        r"// allocs(?: (\S+))?: (\w+)(?:@(\d+))?", text)}
    want, column = next((marks[tag] for tag in [*tags, None] if tag in marks),
                        ("0", ""))
    have = made.pop(number, 0)
    checked += bool(marks)
    right = have > 0 if want == "some" else have == int(want)
    if right and column and columns[number] != {int(column)}:
        print(f"{source}:{number}: column {columns[number]}, not {column}")
        bad += 1
    if not right:
        print(f"{source}:{number}: {have} allocations, not {want}: {text.strip()}")
        bad += 1
for number in made:
    print(f"{source}:{number}: a line that the source does not have")
    bad += 1
if not checked:
    print(f"{source}: no line is marked")
sys.exit(bool(bad or not checked))
