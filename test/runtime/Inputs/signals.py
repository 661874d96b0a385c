# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compare what signals.cpp says it did with its profile.

usage: signals.py SAID JSON (of top -functions)

A handler that interrupts the runtime itself counts as outside instrumented
code, where this program does nothing else; so the sum of both is exact.
"""
import json
import sys

handled, made = map(int, open(sys.argv[1]).read().split())
counts = {}
for row in json.load(open(sys.argv[2]))["rows"]:
    counts[row["function"]] = row["flat"]["alloc_objects"]
print(handled, made, counts)
interrupting = sum(n for name, n in counts.items() if "outside" in name)
assert counts["descend(int)"] == made
assert counts.get("inHandler()", 0) + interrupting == 2 * handled
