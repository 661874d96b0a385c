# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The differences between our lines and the oracle's that are understood.

Each [[difference]] of known_differences.toml says how many objects and bytes one
oracle ("dhat" or "counter") charges to one line and we to another, and why.
`from` is the oracle's place, `to` ours: "FILE:LINE", the file relative to the
program's tree (or to this folder, for drivers), "outside" instrumented code, or
"nowhere" if the oracle does not count them at all.
"""

import os
import pathlib
import tomllib

from lines import OUTSIDE

FILE = pathlib.Path(__file__).with_name("known_differences.toml")


class Known:
    def __init__(self, program, level, oracle):
        entries = tomllib.loads(FILE.read_text()).get("difference", [])
        self.entries = [entry for entry in entries
                        if entry["program"] == program.name
                        and level in entry["levels"]
                        and oracle in entry["oracles"]]
        for entry in self.entries:
            if not entry.get("reason", "").strip():
                raise ValueError(f"{FILE.name}: an entry without a reason: {entry}")
        self.tree = program.tree

    def _place(self, text):
        if text == "outside":
            return OUTSIDE
        file, _, line = text.rpartition(":")
        base = FILE.parent if file.startswith("drivers/") else self.tree
        return os.path.normpath(base / file), int(line)

    def apply(self, counts):
        """Move the oracle's counts to where we have them."""
        for entry in self.entries:
            objects, size = entry["objects"], entry["bytes"]
            if entry["from"] != "nowhere":
                counts.add(self._place(entry["from"]), -objects, -size)
            counts.add(self._place(entry["to"]), objects, size)
