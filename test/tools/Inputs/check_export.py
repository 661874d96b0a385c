# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Check an export against what its format's reader demands, and its sums.

usage: check_export.py FORMAT FILE BYTES OBJECTS
"""
import json
import re
import sys

kind, path, space, objects = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
data = json.load(open(path))


def dhat():
    """The fields that the installed dh_view.js asks for, read from itself."""
    script = open("/usr/libexec/valgrind/dh_view.js").read()
    globals_wanted = re.search(r"let fields = \[(.*?)\]", script, re.S)[1]
    point_wanted = re.search(r"checkFields\(aPP, \[(.*?)\]", script)[1]
    version = int(re.search(r"kExpectedFileVersion = (\d+)", script)[1])
    for field in re.findall(r'"(\w+)"', globals_wanted):
        assert field in data, field
    assert data["dhatFileVersion"] == version
    assert data["bklt"] is False and data["bkacc"] is False
    assert data["ftbl"][0] == "[root]"
    stacks = set()
    for point in data["pps"]:
        for field in re.findall(r'"(\w+)"', point_wanted):
            assert field in point, field
        assert all(0 < f < len(data["ftbl"]) for f in point["fs"])
        stacks.add(tuple(point["fs"]))
    assert len(stacks) == len(data["pps"]), "a stack twice"
    return (sum(p["tb"] for p in data["pps"]),
            sum(p["tbk"] for p in data["pps"]))


def speedscope():
    assert data["$schema"] == "https://www.speedscope.app/file-format-schema.json"
    sums = {}
    for profile in data["profiles"]:
        assert profile["type"] == "sampled"
        assert profile["unit"] in ("none", "bytes")
        assert len(profile["samples"]) == len(profile["weights"])
        for sample in profile["samples"]:
            assert all(0 <= f < len(data["shared"]["frames"]) for f in sample)
        sums[profile["name"]] = sum(profile["weights"])
        assert profile["endValue"] - profile["startValue"] == sum(profile["weights"])
    assert all(f["name"] for f in data["shared"]["frames"])
    return sums["alloc_space"], sums["alloc_objects"]


def contexts():
    at = {name: i for i, name in enumerate(data["lenses"])}
    for context in data["contexts"]:
        assert context["culprit"] < len(data["culprits"])
        assert all(f < len(data["frames"]) for f in context["stack"])
    return tuple(sum(c["values"][at[name]] for c in data["contexts"])
                 for name in ("alloc_space", "alloc_objects"))


found = {"dhat": dhat, "speedscope": speedscope, "json": contexts}[kind]()
assert found == (space, objects), found
