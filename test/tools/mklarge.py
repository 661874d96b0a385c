#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a large profile of random but repeatable content.

Usage: mklarge.py OUTPUT [CONTEXTS [TREES]]

Stands for a large program: a function for every 25 contexts, a site for every
5, inline chains of one to five frames of which half are library code, all that
the runtime records of each context. Prints the numbers of allocations and bytes,
of all and of those that function0 makes, library code that it calls included.
See also: mkprofile.py, whose writer this uses.
"""

import random
import struct
import sys

from mkprofile import HEADER_FLAGS, Converter, Profile, fnv1a


def main():
    output = sys.argv[1]
    contexts = int(sys.argv[2]) if len(sys.argv) > 2 else 500000
    trees = int(sys.argv[3]) if len(sys.argv) > 3 else 4
    draw = random.Random(1)

    profile = Profile()
    for flag in ("live", "sizes", "lifetimes", "peak"):
        profile.flags |= HEADER_FLAGS[flag]
    profile.start = 1700000000 * 10**9
    profile.chunk_size = 1 << 16
    converter = Converter(profile)
    writer = converter.writer

    functions = []
    for i in range(max(1, contexts // 25)):
        name = f"function{i}"
        if i % 2:
            linkage = (f"_ZNSt6vectorI{len(name)}{name}SaIS0_EE"
                       f"9push_backEOS0_")
            path = f"/usr/include/c++/12/bits/header{i % 50}.h"
        else:
            linkage = (f"_ZN3app6Parser{len(name)}{name}"
                       f"ERKSt6vectorI4ItemSaIS1_EEi")
            path = f"/src/app/module{i // 40 % 40}/file{i // 40}.cpp"
        functions.append((converter.string(linkage), converter.string(path)))

    def frame(function, caller):
        name, path = functions[function]
        line = draw.randrange(1, 3000)
        entry = struct.pack("<IIIIIII", name, path, line,
                            draw.randrange(1, 80), 0, line // 50 * 50 + 1,
                            caller)
        return writer.append("frames", entry + struct.pack("<I", fnv1a(entry)))

    callee = converter.string("_Znwm")
    module = converter.string("/opt/app/bin/app")
    sites, of_first = [], set()
    for _ in range(max(1, contexts // 5)):
        user = draw.randrange(0, len(functions), 2)
        ref = frame(user, 0)
        for _ in range(draw.randrange(0, 5)):
            function = draw.randrange(len(functions))
            ref = frame(function, ref)
            if function % 2 == 0:
                user = function
        entry = struct.pack("<IIIIIII", draw.randrange(2), ref, callee, 0,
                            module, 0, 0)
        sites.append(
            writer.append("sites", entry + struct.pack("<I", fnv1a(entry))))
        if user == 0:
            of_first.add(sites[-1])

    totals = [0, 0, 0, 0]
    for tree in range(1, trees + 1):
        nodes = [writer.append("nodes", struct.pack("<4I", 0, 0, 0, 0),
                               tree)]
        for _ in range(contexts // trees):
            # Parents among the later nodes make paths of some twenty levels.
            low = 0 if draw.random() < 0.3 else len(nodes) // 2
            parent = nodes[draw.randrange(low, len(nodes))]
            count = draw.randrange(1, 1000)
            space = count * draw.choice((16, 24, 32, 100, 4096))
            site = draw.choice(sites)
            nodes.append(writer.append("nodes", struct.pack(
                "<4I", parent, site, 0, 0), tree))
            temporaries = draw.randrange(count)
            converter.leaf(tree, nodes[-1], 0,
                           [count, space, count - 1, space - space // count,
                            0, 0, 1, space // count],
                           [temporaries, 0, count - 1 - temporaries] + [0] * 5)
            first = site in of_first
            for i, amount in enumerate((count, space, count * first,
                                        space * first)):
                totals[i] += amount
    with open(output, "wb") as file:
        file.write(converter.convert())
    print(*totals)


if __name__ == "__main__":
    main()
