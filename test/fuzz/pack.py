#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a profile an input of fuzz_profile, or back.

usage: pack.py PROFILE INPUT        pack.py --unpack INPUT PROFILE

See PackedProfile.h for the form.
"""

import pathlib
import sys

PAGE = 4096


def pack(profile):
    packed = b""
    for offset in range(0, len(profile), PAGE):
        page = profile[offset:offset + PAGE]
        if len(page) == PAGE:
            page = page.rstrip(b"\0")
            packed += len(page).to_bytes(2, "little") + page
        else:
            packed += (len(page) + 1).to_bytes(2, "little") + page
    return packed


def unpack(packed):
    profile = b""
    while len(packed) >= 2:
        length = min(int.from_bytes(packed[:2], "little"), PAGE)
        page, packed = packed[2:2 + length], packed[2 + length:]
        profile += page.ljust(PAGE, b"\0") if len(page) == length else page
    return profile


def main():
    arguments = sys.argv[1:]
    if "-h" in arguments or "--help" in arguments:
        print(__doc__)
        return
    change = pack
    if arguments and arguments[0] == "--unpack":
        change = unpack
        arguments.pop(0)
    if len(arguments) != 2:
        sys.exit(__doc__)
    source, target = map(pathlib.Path, arguments)
    target.write_bytes(change(source.read_bytes()))


if __name__ == "__main__":
    main()
