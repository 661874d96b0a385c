# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Run a program with a profile of the usual largest size and of 1 MiB; both must
have the same totals, and the program's own.

usage: largest_size.py ALLOCSITES PROGRAM FOLDER MODE...
"""
import json
import os
import pathlib
import subprocess
import sys

tool, program, folder, *modes = sys.argv[1:]


def profiles(mode, size, *arguments):
    """What the program printed and what is in its profiles, a line a process."""
    for old in pathlib.Path(folder).glob("of.*"):
        old.unlink()
    options = f"max_size={size}:recursion={int(mode == 'deep')}"
    done = subprocess.run([program, mode, *arguments], capture_output=True, text=True,
                          env={**os.environ, "ALLOCSITES_OPTIONS": options,
                               "ALLOCSITES_FILE": f"{folder}/of.%p.allocs"})
    found = []
    for file in pathlib.Path(folder).glob("of.*.allocs"):
        top = json.loads(subprocess.run([tool, "top", "--json", "-nodecount=0", file],
                                        check=True, capture_output=True).stdout)
        found.append({"file": file.stat().st_size, "totals": [
            top["totals"][key] for key in ("alloc_objects", "alloc_space")],
            "lost": top["lost"]["alloc_objects"],
            "taken": sum(row["flat"]["alloc_objects"] for row in top["rows"]
                         if row["function"].startswith(("take", "void pool<0>", "pool<0>")))})
    if done.returncode:
        sys.exit(f"{mode}: {done.returncode}: {done.stderr}")
    return done.stdout.splitlines(), sorted(found, key=lambda each: each["totals"]), done.stderr


for mode in modes:
    printed, whole, _ = profiles(mode, "64M")
    # All fits in where sizes are all that is new.
    lines, small, said = profiles(mode, "1M", "full")
    print(mode, printed, whole, small, said)
    assert printed == lines
    assert len(whole) == len(small) == len(printed)
    assert [each["totals"] for each in whole] == [each["totals"] for each in small]
    own = sorted(int(line.split()[0]) for line in printed)
    assert own == sorted(each["taken"] for each in whole), own
    assert not any(each["lost"] for each in whole)
    assert all(each["file"] <= 1 << 20 for each in small)
    if mode not in ("labels", "sizes"):
        assert all(each["lost"] for each in small)
    if mode != "sizes":
        assert said.count("reached its largest size") == 1, said
