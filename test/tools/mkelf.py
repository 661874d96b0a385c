#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a program, as far as its site tables go, from a text.

Usage: mkelf.py INPUT -o OUTPUT [damage]

Written from runtime/include/allocsites/abi.h and elided.h alone, as a second
opinion beside the tools' reader. The text, line by line ('#' starts a comment):

  table                            the next function's table
    site KIND CALLEE TYPE          KIND: allocation, call, named, indirect; `-`
                                   for what is unknown
      at FUNCTION FILE:LINE:COLUMN [from STARTLINE]   innermost first
  note LINE                        a line of a note of elided allocations, with
                                   ` | ` for a tab
  end                              ends the note

Damage, in the order given:
  --truncate N      cut to N bytes (negative: cut off N bytes)
  --poke WHAT HEX   write bytes at WHAT: an offset, or NAME+OFFSET where NAME is
                    `header`, `program`, `tables`, `strings`, `notes` or
                    `section:NAME` (its header)
"""

import argparse
import shlex
import struct
import sys

FLAGS = {"allocation": 1, "call": 0, "named": 4, "indirect": 2}
BASE = 0x400000


class Strings:
    def __init__(self):
        self.data = bytearray()
        self.known = {}

    def offset(self, text):
        if text not in self.known:
            self.known[text] = len(self.data)
            self.data += text.encode() + b"\0"
        return self.known[text]


def parse(lines):
    tables, notes, note = [], b"", []
    for number, line in enumerate(lines, 1):
        words = shlex.split(line, comments=True)
        if not words:
            continue
        if words[0] == "table":
            tables.append([])
        elif words[0] == "site":
            tables[-1].append({"what": words[1:], "frames": []})
        elif words[0] == "at":
            path, row, column = words[2].rsplit(":", 2)
            start = int(words[4]) if len(words) > 4 else 0
            tables[-1][-1]["frames"].append(
                (words[1], path, start, int(row), int(column)))
        elif words[0] == "note":
            note.append(line.split("note ", 1)[1].strip().replace(" | ", "\t"))
        elif words[0] == "end":
            notes += "".join(each + "\n" for each in note).encode() + b"\0"
            note = []
        else:
            sys.exit(f"mkelf: line {number}: {words[0]}?")
    return tables, notes


def layout(table, address, strings, string_base):
    """The bytes of one function's table at that address."""
    scopes, frames, sites = [], [], []
    for site in table:
        caller = None
        for frame in reversed(site["frames"]):
            function, path, start, row, column = frame
            if (function, path, start) not in scopes:
                scopes.append((function, path, start))
            key = (scopes.index((function, path, start)), row, column, caller)
            if key not in frames:
                frames.append(key)
            caller = frames.index(key)
        sites.append((site["what"], caller))
    frames_at = address + 12 * len(scopes)
    sites_at = frames_at + 16 * len(frames)
    out = bytearray()

    def text(name):
        if name == "-":
            return 0
        return string_base + strings.offset(name) - (address + len(out))

    for function, path, start in scopes:
        out.extend(struct.pack("<i", text(function)))
        out.extend(struct.pack("<iI", text(path), start))
    for scope, row, column, caller in frames:
        here = address + len(out)
        up = frames_at + 16 * caller - (here + 12) if caller is not None else 0
        out.extend(struct.pack("<iIHHi", address + 12 * scope - here, row,
                               column, 0, up))
    for (kind, callee, kind_type), frame in sites:
        here = address + len(out)
        out.extend(struct.pack("<IIi", 0, FLAGS[kind],
                               frames_at + 16 * frame - (here + 8)))
        out.extend(struct.pack("<i", text(callee)))
        out.extend(struct.pack("<i", text(kind_type)))
    assert len(out) == sites_at - address + 20 * len(sites)
    return bytes(out)


def build(tables, notes):
    # Strings first, of a size that all texts have room in.
    strings, strings_at, room = Strings(), 0x1000, 0x4000
    body = bytearray()
    tables_at = strings_at + room
    for table in tables:
        body += layout(table, BASE + tables_at + len(body), strings,
                       BASE + strings_at)
    assert len(strings.data) <= room
    sections = [("", 0, 0, 0, 0, 0),
                ("allocsites_sites", 1, 3, BASE + tables_at, tables_at, len(body)),
                (".allocsites_elided", 1, 0, 0, tables_at + len(body), len(notes)),
                (".shstrtab", 3, 0, 0, 0, 0)]
    names = Strings()
    for name, *_ in sections:
        names.offset(name)
    names_at = tables_at + len(body) + len(notes)
    sections[3] = (".shstrtab", 3, 0, 0, names_at, len(names.data))
    headers_at = (names_at + len(names.data) + 7) & ~7
    image = bytearray(headers_at)
    image[0:64] = struct.pack(
        "<16sHHIQQQIHHHHHH", b"\x7fELF\x02\x01\x01", 3, 62, 1, 0, 64,
        headers_at, 0, 64, 56, 1, 64, len(sections), 3)
    loaded = tables_at + len(body) - strings_at
    image[64:120] = struct.pack("<IIQQQQQQ", 1, 4, strings_at,
                                BASE + strings_at, BASE + strings_at, loaded,
                                loaded, 0x1000)
    image[strings_at:strings_at + len(strings.data)] = strings.data
    image[tables_at:tables_at + len(body)] = body
    image[tables_at + len(body):names_at] = notes
    image[names_at:names_at + len(names.data)] = names.data
    marks = {"header": 0, "program": 64, "strings": strings_at,
             "tables": tables_at, "notes": tables_at + len(body)}
    for index, (name, kind, flags, address, offset, size) in enumerate(sections):
        marks[f"section:{name}"] = len(image)
        image += struct.pack("<IIQQQQIIQQ", names.offset(name), kind, flags,
                             address, offset, size, 0, 0, 4, 0)
    return image, marks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("-o", required=True)
    parser.add_argument("--truncate", type=int)
    parser.add_argument("--poke", nargs=2, action="append", default=[])
    arguments = parser.parse_args()
    with open(arguments.input, encoding="utf-8") as file:
        image, marks = build(*parse(file))
    for what, data in arguments.poke:
        name, _, offset = what.partition("+")
        place = marks[name] if name in marks else int(name, 0)
        place += int(offset or "0", 0)
        data = bytes.fromhex(data)
        image[place:place + len(data)] = data
    if arguments.truncate is not None:
        image = image[:arguments.truncate]
    with open(arguments.o, "wb") as file:
        file.write(image)


main()
