# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The differences between our lines and the oracle's that are understood.

Each [[difference]] of known_differences.toml says how many objects and bytes the
oracle charges to one line and we to another, and why. `file` is relative to the
program's tree (or to this folder, for drivers); `oracle` and `ours` are line
numbers there, "FILE:LINE" elsewhere, or "outside".
"""

import os
import pathlib
import tomllib

from lines import OUTSIDE

FILE = pathlib.Path(__file__).with_name("known_differences.toml")


class Known:
    def __init__(self, program, level):
        entries = tomllib.loads(FILE.read_text()).get("difference", [])
        self.entries = [entry for entry in entries
                        if entry["program"] == program.name
                        and level in entry["levels"]]
        for entry in self.entries:
            if not entry.get("reason", "").strip():
                raise ValueError(f"{FILE.name}: an entry without a reason: {entry}")
        self.tree = program.tree

    def _line(self, entry, place):
        if place == "outside":
            return OUTSIDE
        file, line = entry.get("file", ""), place
        if isinstance(place, str):
            file, _, line = place.rpartition(":")
        base = (FILE.parent if file.startswith("drivers/") else self.tree)
        return os.path.normpath(base / file), int(line)

    def apply(self, oracle):
        """Move the oracle's counts to where we have them."""
        for entry in self.entries:
            oracle.move(self._line(entry, entry["oracle"]),
                        self._line(entry, entry["ours"]),
                        entry["objects"], entry["bytes"])
