# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What valgrind's DHAT says of a run.

See https://valgrind.org/docs/manual/dh-manual.html; the output's JSON names its
program points `pps`, each with total blocks `tbk`, total bytes `tb`, blocks `ebk`
and bytes `eb` at the program's end, and a stack `fs` of indices into the frame
table `ftbl`, innermost first.
"""

import json
import re
import subprocess

from lines import Counts, Frame

COMMAND = ["valgrind", "-q", "--tool=dhat", "--read-inline-info=yes",
           "--fullpath-after=", "--num-callers=100",
           # Without these, valgrind makes the C and C++ libraries free at exit
           # what they otherwise keep.
           "--run-libc-freeres=no", "--run-cxx-freeres=no"]
FRAME = re.compile(r"0x[0-9A-F]+: (?P<function>.*?)(?: \((?P<where>[^()]*)\))?$")


def frame(text):
    match = FRAME.match(text)
    if not match:
        return Frame(text, "", 0)
    where = match["where"] or ""
    file, _, line = where.rpartition(":")
    if where.startswith("in ") or not line.isdigit():
        return Frame(match["function"], "", 0)
    return Frame(match["function"], file, int(line))


class Dhat:
    """A parsed DHAT output file."""

    def __init__(self, path):
        data = json.loads(path.read_text())
        frames = [frame(text) for text in data["ftbl"]]
        #: (stack, objects, bytes) of each program point.
        self.points = [([frames[index] for index in point["fs"]],
                        point["tbk"], point["tb"]) for point in data["pps"]]
        #: Objects and bytes that were never freed.
        self.live = (sum(point["ebk"] for point in data["pps"]),
                     sum(point["eb"] for point in data["pps"]))

    @property
    def total(self):
        return (sum(objects for _, objects, _ in self.points),
                sum(size for _, _, size in self.points))

    def by_line(self, library):
        counts = Counts()
        for stack, objects, size in self.points:
            counts.add(library.user_line(stack), objects, size)
        return counts


def run(command, output, **options):
    """Run COMMAND under DHAT, which writes OUTPUT."""
    return subprocess.run([*COMMAND, f"--dhat-out-file={output}", *command],
                          **options)
