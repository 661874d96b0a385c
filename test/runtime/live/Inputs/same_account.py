# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""same_account.py OWN SEEN: the program's own account of its lines (name and
the seven lenses a line) is that of `allocsites top --json -lines`."""
import json
import sys

LENSES = ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space",
          "peak_objects", "peak_space", "temp_objects"]
own = {}
for line in open(sys.argv[1]):
    name, *values = line.split()
    own[name] = [int(value) for value in values]
seen = {}
for row in json.load(open(sys.argv[2]))["rows"]:
    name = row["function"].split("(")[0]
    if name in own:
        values = seen.setdefault(name, [0] * len(LENSES))
        seen[name] = [value + row["flat"][lens]
                      for value, lens in zip(values, LENSES)]
for name in own:
    if seen.get(name) != own[name]:
        print(f"{name}: {LENSES}\n  own  {own[name]}\n  seen {seen.get(name)}")
sys.exit(own != seen or not own)
