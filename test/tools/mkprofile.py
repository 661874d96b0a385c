#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a binary profile from a text that can be reviewed.

Usage: mkprofile.py INPUT -o OUTPUT [damage]

Written from runtime/include/allocsites/format.h alone, as a second opinion
beside the tools' reader. The text, line by line ('#' starts a comment):

  version 3.0            format version                    (default 3.0)
  flags live forked full sizes lifetimes peak full_size unseen_frees late
                         HeaderFlags                       (default none)
  peak open              the process is at its peak        (default: it was)
  pid 42
  start 1700000000       seconds since 1970, or nanoseconds with suffix ns
  lost 3 4096            objects and bytes of no node
  meta exe /opt/demo     a fact of the run
  chunk-size 4096        bytes of each chunk                (default 4096)

  site NAME KIND [callee=SYMBOL] [type=TYPE] [module=PATH] [flags=N]
    at FUNCTION FILE:LINE:COLUMN [from STARTLINE] [disc N]
    at ...
                         KIND: call, allocation, outside, named, label (no
                         frames, callee=KEY=VALUE). The frames go
                         from the innermost outwards. `-` for FILE: unknown.
                         Words with blanks stand in double quotes.

  tree NUMBER
    SITE [OBJECTS SPACE] [free OBJECTS SPACE] [remote OBJECTS SPACE]
         [peak OBJECTS SPACE] [lives N...] [folded] [inside]
                         lives: objects of each lifetime bucket, eight
      SITE ...           indented: called from the line above

Damage, in the order given:
  --truncate N           cut to N bytes (negative: cut off N bytes)
  --flip WHAT            invert the byte at WHAT
  --poke WHAT HEX        write bytes at WHAT
WHAT is an offset, or NAME+OFFSET where NAME is `header`, `chunk:TYPE:INDEX`,
`site:NAME`, `frame:FUNCTION`, `string:TEXT` or `node:TREE:INDEX` (from 0, in
the order written). What an `allocation` or `outside` site without callees
allocated is a leaf below its caller; all other counts are their node's own leaf.
"""

import argparse
import shlex
import struct
import sys

CHUNK_ALIGN = 4096
CHUNK_MAGIC = 0x6B437341
CHUNK_TYPES = {"strings": 1, "frames": 2, "sites": 3, "nodes": 4, "meta": 5,
               "details": 6, "leaves": 8}
HEADER_FLAGS = {"live": 1, "full": 2, "forked": 4, "sizes": 8, "lifetimes": 16,
                "peak": 32, "full_size": 64, "unseen_frees": 128, "late": 256}
PEAK_EPOCH = 7
SITE_KINDS = {"call": 0, "allocation": 1, "outside": 2, "named": 3, "label": 4}
LEAF_KINDS = (SITE_KINDS["allocation"], SITE_KINDS["outside"])
NODE_FLAGS = {"folded": 1, "inside": 2}


def fnv1a(data):
    value = 2166136261
    for byte in data:
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


class Writer:
    """Chunks and the entries in them."""

    def __init__(self, chunk_size):
        self.chunk_size = chunk_size
        self.data = bytearray(CHUNK_ALIGN)
        self.open_chunks = {}  # (type, tree) -> [offset, used, size]
        self.marks = {"header": 0}
        self.chunk_counts = {}

    def add_chunk(self, kind, tree, payload):
        size = max(self.chunk_size, payload + 64)
        size = (size + CHUNK_ALIGN - 1) // CHUNK_ALIGN * CHUNK_ALIGN
        offset = len(self.data)
        self.data += bytes(size)
        index = self.chunk_counts.setdefault(kind, 0)
        self.chunk_counts[kind] += 1
        self.marks[f"chunk:{kind}:{index}"] = offset
        return [offset, 64, size]

    def append(self, kind, entry, tree=0):
        """Returns the entry's Ref."""
        key = (kind, tree)
        chunk = self.open_chunks.get(key)
        if chunk is None or chunk[1] + len(entry) > chunk[2]:
            chunk = self.open_chunks[key] = self.add_chunk(
                kind, tree, len(entry))
        offset = chunk[0] + chunk[1]
        self.data[offset:offset + len(entry)] = entry
        chunk[1] += len(entry)
        struct.pack_into("<IIQQI", self.data, chunk[0], CHUNK_MAGIC,
                         CHUNK_TYPES[kind], chunk[2], chunk[1], tree)
        return offset // 8


class Profile:
    def __init__(self):
        self.version = (3, 0)
        self.flags = 0
        self.pid = 42
        self.start = 0
        self.lost = (0, 0)
        self.peak_open = 0
        self.meta = []
        self.sites = {}  # name -> dict
        self.trees = []  # (number, [(depth, site, counts, flags)])
        self.chunk_size = CHUNK_ALIGN


def fail(number, text):
    sys.exit(f"mkprofile: line {number}: {text}")


def parse_at(words, number):
    frame = {"function": words[1], "file": "", "line": 0, "column": 0,
             "start": 0, "disc": 0}
    place = words[2] if len(words) > 2 else "-"
    if place != "-":
        parts = place.split(":")
        frame["file"] = parts[0]
        frame["line"] = int(parts[1]) if len(parts) > 1 else 0
        frame["column"] = int(parts[2]) if len(parts) > 2 else 0
    rest = words[3:]
    while rest:
        if rest[0] == "from":
            frame["start"] = int(rest[1])
        elif rest[0] == "disc":
            frame["disc"] = int(rest[1])
        else:
            fail(number, f"unknown word {rest[0]}")
        rest = rest[2:]
    return frame


def parse_node(words, depth, number, profile):
    if words[0] not in profile.sites:
        fail(number, f"unknown site {words[0]}")
    counts = [0] * 8
    lives = None
    flags = 0
    at = 0
    rest = words[1:]
    while rest:
        if rest[0] in ("free", "remote", "peak"):
            at = {"free": 2, "remote": 4, "peak": 6}[rest[0]]
            rest = rest[1:]
        elif rest[0] == "lives":
            lives = [int(word) for word in rest[1:9]]
            rest = rest[9:]
            continue
        elif rest[0] in NODE_FLAGS:
            flags |= NODE_FLAGS[rest[0]]
            rest = rest[1:]
            continue
        counts[at:at + 2] = [int(rest[0]), int(rest[1])]
        rest = rest[2:]
    return (depth, words[0], counts, lives, flags)


def parse(lines):
    profile = Profile()
    site = tree = None
    for number, line in enumerate(lines, 1):
        words = shlex.split(line, comments=True)
        if not words:
            continue
        key = words[0]
        indent = len(line) - len(line.lstrip(" "))
        if indent and tree is not None:
            tree.append(parse_node(words, indent, number, profile))
            continue
        if indent and site is not None and key == "at":
            site["frames"].append(parse_at(words, number))
            continue
        if indent:
            fail(number, "indented, but below nothing")
        site = tree = None
        if key == "version":
            profile.version = tuple(int(v) for v in words[1].split("."))
        elif key == "flags":
            for word in words[1:]:
                profile.flags |= HEADER_FLAGS[word]
        elif key == "pid":
            profile.pid = int(words[1])
        elif key == "start":
            text = words[1]
            profile.start = int(text[:-2]) if text.endswith("ns") \
                else int(text) * 1000000000
        elif key == "lost":
            profile.lost = (int(words[1]), int(words[2]))
        elif key == "peak":
            profile.peak_open = int(words[1] == "open")
        elif key == "meta":
            profile.meta.append((words[1], " ".join(words[2:])))
        elif key == "chunk-size":
            profile.chunk_size = int(words[1])
        elif key == "site":
            site = {"kind": SITE_KINDS[words[2]], "frames": [],
                    "name": words[1]}
            for word in words[3:]:
                name, _, value = word.partition("=")
                site[name] = value
            profile.sites[words[1]] = site
        elif key == "tree":
            tree = []
            profile.trees.append((int(words[1]), tree))
        else:
            fail(number, f"unknown directive {key}")
    return profile


class Converter:
    def __init__(self, profile):
        self.profile = profile
        self.writer = Writer(profile.chunk_size)
        self.strings = {}
        self.frames = {}

    def string(self, text):
        if not text:
            return 0
        if text not in self.strings:
            raw = text.encode("utf-8", "surrogateescape")
            entry = struct.pack("<II", len(raw), fnv1a(raw)) + raw
            entry += bytes(8 - len(raw) % 8)  # at least one NUL
            ref = self.writer.append("strings", entry)
            self.strings[text] = ref
            self.writer.marks[f"string:{text}"] = ref * 8
        return self.strings[text]

    def frame(self, chain):
        """The chain's first frame; the others are its callers."""
        if not chain:
            return 0
        frame = chain[0]
        caller = self.frame(chain[1:])
        entry = struct.pack(
            "<IIIIIII", self.string(frame["function"]),
            self.string(frame["file"]), frame["line"], frame["column"],
            frame["disc"], frame["start"], caller)
        entry += struct.pack("<I", fnv1a(entry))
        if entry not in self.frames:
            ref = self.writer.append("frames", entry)
            self.frames[entry] = ref
            self.writer.marks.setdefault(f"frame:{frame['function']}", ref * 8)
        return self.frames[entry]

    def site(self, site):
        entry = struct.pack(
            "<IIIIIII", site["kind"], self.frame(site["frames"]),
            self.string(site.get("callee")), self.string(site.get("type")),
            self.string(site.get("module")), int(site.get("flags", 0), 0)
            if "flags" in site else 0, 0)
        entry += struct.pack("<I", fnv1a(entry))
        ref = self.writer.append("sites", entry)
        self.writer.marks[f"site:{site['name']}"] = ref * 8
        return ref

    def leaf(self, tree, parent, site, counts, lives):
        objects, space, *freed, remote, remote_space, peak, peak_space = counts
        size = min(space // objects, 0xFFFFFFFF) if objects else 0
        return self.writer.append("leaves", struct.pack(
            "<IIII4QIIQ8Q5Q4IQ", parent, site, tree, 0, objects, space, *freed,
            size, PEAK_EPOCH if peak else 0, remote, *(lives or [0] * 8),
            remote_space, peak, peak_space, size, size, 0, 0, 0, 0, 0), tree)

    def tree(self, number, nodes, sites):
        def node(parent, site, flags):
            return self.writer.append("nodes", struct.pack(
                "<IIII", parent, site, flags, 0), number)

        def add(parent, name, counts, lives, flags, has_callees):
            ends = self.profile.sites[name]["kind"] in LEAF_KINDS
            if ends and not has_callees and not flags and any(counts):
                return self.leaf(number, parent, sites[name], counts, lives)
            ref = node(parent, sites[name], flags)
            if any(counts):
                self.leaf(number, ref, 0, counts, lives)
            return ref

        stack = [(-1, node(0, 0, 0))]
        for index, (depth, site, *rest) in enumerate(nodes):
            while stack[-1][0] >= depth:
                stack.pop()
            callees = index + 1 < len(nodes) and nodes[index + 1][0] > depth
            stack.append((depth, add(stack[-1][1], site, *rest, callees)))
            self.writer.marks[f"node:{number}:{index + 1}"] = stack[-1][1] * 8

    def convert(self):
        profile = self.profile
        for key, value in profile.meta:
            entry = struct.pack("<II", self.string(key), self.string(value))
            self.writer.append("meta", entry)
        sites = {name: self.site(site) for name, site in profile.sites.items()}
        for number, nodes in profile.trees:
            self.tree(number, nodes, sites)
        data = self.writer.data
        struct.pack_into(
            "<8sIIIIQQQQQQQQII", data, 0, b"AllocSit", *profile.version,
            CHUNK_ALIGN, profile.pid, len(data), profile.flags, profile.start,
            *profile.lost, 0, 0, 0, PEAK_EPOCH, profile.peak_open)
        return data


def locate(what, marks):
    if what.lstrip("-").isdigit():
        return int(what)
    name, _, distance = what.rpartition("+")
    if name not in marks:
        sys.exit(f"mkprofile: no place '{name or what}'; there are: " +
                 ", ".join(sorted(marks)))
    return marks[name] + int(distance, 0)


class Damage(argparse.Action):
    """Keeps the order of the damage options."""

    def __call__(self, parser, namespace, values, option=None):
        namespace.damage.append((option, values))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("-o", "--output", required=True)
    parser.set_defaults(damage=[])
    parser.add_argument("--truncate", action=Damage, type=int)
    parser.add_argument("--flip", action=Damage)
    parser.add_argument("--poke", action=Damage, nargs=2)
    parser.add_argument("--marks", action="store_true",
                        help="print the places of the entries")
    options = parser.parse_args()

    with open(options.input, encoding="utf-8", errors="surrogateescape") as f:
        converter = Converter(parse(f.read().splitlines()))
    data = converter.convert()
    marks = converter.writer.marks
    for option, value in options.damage:
        if option == "--truncate":
            del data[value:]
        elif option == "--flip":
            data[locate(value, marks)] ^= 0xFF
        else:
            raw = bytes.fromhex(value[1])
            at = locate(value[0], marks)
            data[at:at + len(raw)] = raw
    with open(options.output, "wb") as f:
        f.write(data)
    if options.marks:
        for name, offset in marks.items():
            print(f"{offset:8} {name}")


if __name__ == "__main__":
    main()
