# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compare `go tool pprof` on an export with `allocsites top`, number for number.

usage: pprof_agrees.py ALLOCSITES PROFILE FOLDER [FLAG...]
       pprof_agrees.py ALLOCSITES PROFILE FOLDER --base BASE PPROF-FLAG...

For each lens, flat and cum of every function, and every line, in bytes and
objects.
"""
import collections
import json
import re
import subprocess
import sys

tool, profile, folder, *flags = sys.argv[1:]
export = f"{folder}/export.pb.gz"


def output(*command):
    return subprocess.run(command, check=True, capture_output=True,
                          text=True).stdout


against = []
if flags[:1] == ["--base"]:
    # Theirs is given the exports of both, ours the profiles.
    _, base, kind, *against = flags
    output(tool, "export", "-o", f"{folder}/base.pb.gz", base)
    output(tool, "export", "-o", export, profile)
    flags = [kind, base, *against]
    against = [kind, f"{folder}/base.pb.gz", *against]
else:
    output(tool, "export", "-o", export, *flags, profile)
document = json.loads(output(tool, "top", "--json", *flags, profile))
lenses = [name for name, value in document["totals"].items()
          if value is not None]
compared = 0
for granularity in ("functions", "lines"):
    rows = json.loads(output(tool, "top", "--json", f"-{granularity}", *flags,
                             profile))["rows"]
    for lens in lenses:
        ours, seen, twice = collections.Counter(), set(), set()
        for row in rows:
            name = row["function"]
            if granularity == "lines" and row["file"]:
                line = f":{row['line']}" if row["line"] else ""
                name += f" {row['file']}{line}"
            # Functions of one name are one to pprof (a constructor and its
            # twin for base classes), so their cum cannot be added up.
            twice |= seen & {name}
            seen.add(name)
            for kind in ("flat", "cum"):
                if row[kind][lens]:
                    ours[name, kind] += row[kind][lens]
        theirs = collections.Counter()
        text = output("go", "tool", "pprof", "-top", f"-{granularity}",
                      f"-sample_index={lens}", "-unit=B", "-nodefraction=0",
                      "-nodecount=1000000", *against, export)
        for line in text.split("cum%\n", 1)[1].splitlines():
            match = re.match(r"\s*(-?\d+)B?\s+\S+\s+\S+\s+(-?\d+)B?\s+\S+\s+(.+)", line)
            name = re.sub(r" \((partial-)?inline\)$", "", match[3])
            for kind, value in (("flat", match[1]), ("cum", match[2])):
                if int(value):
                    theirs[name, kind] += int(value)
        for key in sorted(set(ours) | set(theirs)):
            if ours[key] != theirs[key] and not (
                    key[1] == "cum" and key[0] in twice):
                sys.exit(f"{lens} {key}: top says {ours[key]}, pprof "
                         f"{theirs[key]}")
        compared += len(ours)
if not compared:
    sys.exit("nothing to compare")
print("agreed on", compared, "numbers")
