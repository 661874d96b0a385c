# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Stacks, the user line of a stack, and counts by user line.

The user line is the innermost frame that is not library code. What library code
is stands in one place for both sides: tools/model/library.json, the tools' own
patterns. Frames without a source path (no debug info) are library code, and so
are relative paths: here all sources are compiled by their absolute path, while
the C library's debug info names its files relatively.
"""

import collections
import fnmatch
import json
import os
import pathlib
import re
import typing

LIBRARY_RULES = (pathlib.Path(__file__).resolve().parents[2]
                 / "tools" / "model" / "library.json")


class Frame(typing.NamedTuple):
    function: str
    file: str  # "" if unknown
    line: int


#: Where a count belongs. OUTSIDE: no user code on the stack.
OUTSIDE = ("", 0)


class Counts:
    """Objects and bytes by (file, line)."""

    def __init__(self):
        self.objects = collections.Counter()
        self.bytes = collections.Counter()

    def add(self, line, objects, size):
        self.objects[line] += objects
        self.bytes[line] += size

    @property
    def total(self):
        return sum(self.objects.values()), sum(self.bytes.values())

    def lines(self):
        return {line for line in self.objects
                if self.objects[line] or self.bytes[line]}

    def at(self, line):
        return self.objects[line], self.bytes[line]


class Library:
    """Decides which frames are library code; functions of HIDE count as it."""

    def __init__(self, hide=(), path=LIBRARY_RULES):
        rules = json.loads(path.read_text())
        # Library rules first: later ones win.
        self.rules = [(side == "library", subject, re.compile(fnmatch.translate(glob)))
                      for side in ("library", "user")
                      for subject, globs in rules[side].items() for glob in globs]
        self.hide = [re.compile(text) for text in hide]
        self.known = {}

    def contains(self, frame):
        if not frame.file.startswith("/"):
            return True
        key = frame.function, frame.file
        if (answer := self.known.get(key)) is None:
            answer = self.known[key] = self._decide(*key)
        return answer

    def _decide(self, function, file):
        if any(pattern.search(function) for pattern in self.hide):
            return True
        subjects = {"paths": os.path.normpath(file), "functions": function}
        for library, subject, pattern in reversed(self.rules):
            if subject in subjects and pattern.match(subjects[subject]):
                return library
        return False

    def user_line(self, stack):
        """(file, line) of the innermost user frame of a stack."""
        for frame in stack:
            if not self.contains(frame):
                return os.path.normpath(frame.file), frame.line
        return OUTSIDE
