# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What AllocSites says of a run, read with its own tool."""

import json
import os
import subprocess

from lines import OUTSIDE, Counts

#: The tool's name for allocations with no instrumented code on the stack.
OUTSIDE_FUNCTION = "[outside instrumented code]"


class Ours:
    """The profile of one process."""

    def __init__(self, tool, profile, hide=()):
        hiding = [f"-hide={'|'.join(hide)}"] if hide else []
        listing = subprocess.run(
            [tool, "top", "--json", "-lines", "-nodecount=0",
             "-sample_index=alloc_objects", *hiding, profile],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        data = json.loads(listing)
        totals = data["totals"]
        self.total = totals["alloc_objects"], totals["alloc_space"]
        self.live = totals["inuse_objects"], totals["inuse_space"]
        self.rows = data["rows"]

    def by_line(self):
        """Flat counts by user line."""
        counts = Counts()
        for row in self.rows:
            flat = row["flat"]
            if not flat["alloc_objects"]:
                continue
            place = OUTSIDE
            if row["function"] != OUTSIDE_FUNCTION:
                place = os.path.normpath(row["file"] or ""), row["line"] or 0
            counts.add(place, flat["alloc_objects"], flat["alloc_space"])
        return counts
