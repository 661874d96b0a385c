# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the data of a browser report by the rules of tools/web/src/data.ts."""

import itertools
import json
import sys

data = json.load(open(sys.argv[1], encoding="utf-8"))
strings, functions, rows = data["strings"], data["functions"], data["rows"]
samples, nodes = data["samples"], data["nodes"]
node_of = list(itertools.accumulate(samples["node"]))
print("title", data["title"])
for number, side in enumerate(data["sides"]):
    if number:
        print("base")
    for lens, total, values in zip(data["lenses"], side["totals"],
                                   side["values"]):
        print("total", lens["name"], total, "of", sum(values), "in samples")
    for i, node in enumerate(node_of):
        row = nodes["row"][node]
        function = rows["function"][row]
        place = f"{strings[functions['file'][function]]}:{rows['line'][row]}"
        tags = ", ".join(strings[tag["values"][i]] for tag in samples["tags"])
        print(strings[functions["name"][function]], place,
              *(values[i] for values in side["values"][:2]), tags)
for finding in data["advice"]:
    row, saving = finding["row"], finding["saving"]
    callers = [rows["line"][caller["row"]] for caller in finding["callers"]]
    print("advice", finding["rule"],
          f"{strings[functions['name'][rows['function'][row]]]}:"
          f"{rows['line'][row]} saves {saving['objects']} {saving['bytes']} of "
          f"{finding['counts'][:2]} {saving['lens']}, from {callers}")
for source in data["sources"]:
    first = source["chunks"][0] if source["chunks"] else {"text": ""}
    line = (first["text"].split("\n") + [""] * 9)[6].strip()
    print("source", strings[source["file"]],
          f"{source['state']}: {source['lines']} lines, 7: {line}")
