# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compare the kinds of a profile's lines with what the source says.

usage: kinds.py TOOL SOURCE PROFILE

A line that ends in `// kind: A` allocates, and all that it allocates is of kind
A; `// kind: A, B` names all its kinds. `type T` behind the kinds demands that
type of some of it: `// kind: new; type: Big`. A line without a mark has no
demand.
"""
import json
import re
import subprocess
import sys

tool, source, profile = sys.argv[1:]
out = subprocess.run([tool, "top", "-lines", "--json", profile], check=True,
                     capture_output=True, text=True).stdout
have = {}
for row in json.loads(out)["rows"]:
    if row["file"] and row["file"].endswith(source.rsplit("/", 1)[-1]):
        entry = have.setdefault(row["line"], (set(), set()))
        for share in row["kinds"]:
            if share["alloc_objects"]:
                entry[0].add(share["kind"])
                entry[1].add(share["type"])
bad = checked = 0
for number, text in enumerate(open(source), 1):
    mark = re.search(r"// kind: ([^;\n]+)(?:; type: (.+))?$", text)
    if not mark:
        continue
    checked += 1
    want = set(mark[1].strip().split(", "))
    kinds, types = have.get(number, (set(), set()))
    if kinds != want:
        print(f"{profile}: {source}:{number}: {sorted(kinds)}, not "
              f"{sorted(want)}: {text.strip()}")
        bad += 1
    elif mark[2] and mark[2].strip() not in types:
        print(f"{profile}: {source}:{number}: types {types}, not {mark[2]}")
        bad += 1
if not checked:
    print(f"{source}: no line is marked")
sys.exit(bool(bad or not checked))
