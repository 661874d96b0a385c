#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a program, as far as its site tables go, from a text.

Usage: mkelf.py INPUT -o OUTPUT [damage]

Written from runtime/include/allocsites/sites.h and elided.h alone, as a second
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
                    `header`, `tables`, `names`, `notes` or
                    `section:NAME` (its header)
"""

import argparse
import shlex
import struct
import sys
import zlib

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


def number(value):
    """Unsigned LEB128."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def fnv1a(data):
    value = 0xcbf29ce484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001b3 % 2**64
    return value


class Names:
    """Of the one module. Strings are numbered from 1."""

    def __init__(self):
        self.strings, self.scopes = [], []

    def string(self, text):
        if text == "-":
            return 0
        if text not in self.strings:
            self.strings.append(text)
        return self.strings.index(text) + 1

    def scope(self, function, path, start):
        key = (self.string(function), self.string(path), start)
        if key not in self.scopes:
            self.scopes.append(key)
        return self.scopes.index(key)

    def packed(self):
        text = b"".join(each.encode() + b"\0" for each in self.strings)
        text += b"".join(number(each) for scope in self.scopes for each in scope)
        data = zlib.compress(text)
        return struct.pack("<QQIIII", 0, fnv1a(text), len(data), len(text),
                           len(self.strings), len(self.scopes)) + data


def layout(table, names, to_names):
    """The bytes of one function's table, to_names bytes before the names."""
    descriptions, frames, places = bytearray(), {}, []
    for site in table:
        caller = None
        for function, path, start, row, column in reversed(site["frames"]):
            key = (names.scope(function, path, start), row, column, caller)
            here = len(descriptions)
            if key not in frames:
                frames[key] = here
                descriptions += b"".join(map(number, (
                    0 if caller is None else here - caller, key[0], row, column, 0)))
            caller = frames[key]
        here = len(descriptions)
        kind, callee, type_name = site["what"]
        places.append(here)
        descriptions += b"".join(map(number, (
            here, here - caller, FLAGS[kind], names.string(callee),
            names.string(type_name))))
    head = number(len(table)) + number(len(descriptions))
    out = head + struct.pack("<i", to_names - len(head)) + descriptions
    first = len(head) + 4
    out += bytes(-len(out) % 4)
    for place in places:
        out += struct.pack("<i", first + place - len(out))
    return bytes(out)


def build(tables, notes):
    # The names are in front, with room for as many as there may be.
    names, names_at, room = Names(), 0x1000, 0x4000
    tables_at = names_at + room
    body = bytearray()
    for table in tables:
        body += layout(table, names, names_at - tables_at - len(body))
    text = names.packed()
    assert len(text) <= room
    sections = [("", 0, 0, 0, 0, 0),
                ("allocsites_sites", 1, 3, BASE + tables_at, tables_at, len(body)),
                ("allocsites_names", 1, 3, BASE + names_at, names_at, len(text)),
                (".allocsites_elided", 1, 0, 0, tables_at + len(body), len(notes)),
                (".shstrtab", 3, 0, 0, 0, 0)]
    section_names = Strings()
    for name, *_ in sections:
        section_names.offset(name)
    section_names_at = tables_at + len(body) + len(notes)
    sections[-1] = (".shstrtab", 3, 0, 0, section_names_at, len(section_names.data))
    headers_at = (section_names_at + len(section_names.data) + 7) & ~7
    image = bytearray(headers_at)
    image[0:64] = struct.pack(
        "<16sHHIQQQIHHHHHH", b"\x7fELF\x02\x01\x01", 3, 62, 1, 0, 64,
        headers_at, 0, 64, 56, 1, 64, len(sections), len(sections) - 1)
    loaded = tables_at + len(body) - names_at
    image[64:120] = struct.pack("<IIQQQQQQ", 1, 4, names_at, BASE + names_at,
                                BASE + names_at, loaded, loaded, 0x1000)
    image[names_at:names_at + len(text)] = text
    image[tables_at:tables_at + len(body)] = body
    image[tables_at + len(body):section_names_at] = notes
    image[section_names_at:section_names_at + len(section_names.data)] = \
        section_names.data
    marks = {"header": 0, "names": names_at, "tables": tables_at,
             "notes": tables_at + len(body)}
    for name, kind, flags, address, offset, size in sections:
        marks[f"section:{name}"] = len(image)
        image += struct.pack("<IIQQQQIIQQ", section_names.offset(name), kind, flags,
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


if __name__ == "__main__":
    main()
