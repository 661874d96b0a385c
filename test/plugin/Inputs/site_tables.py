# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The site tables of a module, as text.

site_tables.py < MODULE.ll

Written from runtime/include/allocsites/sites.h alone, as a second opinion beside
the plugin's writer. Checks what a reader may rely on, and stops at the first
mistake.
"""
import pathlib
import re
import sys
import zlib

sys.path.append(str(pathlib.Path(__file__).parents[2] / "tools"))
from mkelf import fnv1a  # noqa: E402

BYTES = r'(?:\[\d+ x i8\] (?:c"([^"]*)"|zeroinitializer))'
TABLE = re.compile(
    r"@(?:\"__allocsites_sites\.([^\"]+)\"|__allocsites_sites\.(\S+)) = \w+ global "
    r"<\{ \[\d+ x i8\], i32, \[(\d+) x i8\], \[(\d+) x i32\] \}> <\{ " + BYTES +
    r", i32 (trunc \(.*?\) to i32\)), " + BYTES + r", \[\d+ x i32\] \[([^\]]*)\] \}>"
    r', section "allocsites_sites"(.*)$', re.M)
NAMES = re.compile(
    r"@__allocsites_names = \w+ global \{ i64, i64, i32, i32, i32, i32, "
    r"\[\d+ x i8\] \} \{ i64 0, i64 (-?\d+), i32 (\d+), i32 (\d+), i32 (\d+), "
    r"i32 (\d+), " + BYTES + r' \}, section "allocsites_names", align 8$', re.M)


def unescape(text):
    return re.sub(rb"\\(\\|[0-9A-F]{2})",
                  lambda m: m[1] if m[1] == b"\\" else bytes([int(m[1], 16)]),
                  text.encode())


class Numbers:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, count):
        return [self.number() for _ in range(count)]

    def number(self):
        result = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            result |= (byte & 0x7f) << shift
            shift += 7
            if not byte & 0x80:
                return result


class Names:
    def __init__(self, found):
        text = zlib.decompress(unescape(found[6]))
        assert int(found[2]) == len(unescape(found[6]))
        assert int(found[3]) == len(text)
        assert int(found[1]) % 2**64 == fnv1a(text)
        *self.strings, scopes = text.split(b"\0", int(found[4]))
        self.strings = [each.decode() for each in self.strings]
        assert len(set(self.strings)) == len(self.strings), "a string twice"
        numbers = Numbers(scopes)
        self.scopes = [tuple(numbers.take(3)) for _ in range(int(found[5]))]
        assert numbers.at == len(scopes)
        assert len(set(self.scopes)) == len(self.scopes), "a scope twice"

    def string(self, number):
        return self.strings[number - 1] if number else "-"


def frames(descriptions, at, names):
    while True:
        caller, scope, line, column, discriminator = Numbers(
            descriptions, at).take(5)
        name, file, start = names.scopes[scope]
        yield (f"{names.string(name)} ({names.string(file)}:{start}) "
               f"{line}:{column}:{discriminator}")
        if not caller:
            return
        at -= caller


def main():
    module = sys.stdin.read()
    found = NAMES.search(module)
    names = Names(found) if found else None
    for table in TABLE.finditer(module):
        function = table[1] or table[2]
        head = unescape(table[5])
        sites, size = Numbers(head).take(2)
        descriptions = unescape(table[7] or "")
        place = len(head)
        field = (f"getelementptr inbounds (i8, ptr @__allocsites_sites.{function}, "
                 f"i64 {place})")
        assert table[6] == (f"trunc (i64 sub (i64 ptrtoint (ptr @__allocsites_names to "
                            f"i64), i64 ptrtoint (ptr {field} to i64)) to i32)"), table[6]
        first = place + 4
        ids = [int(each.split()[1]) for each in table[8].split(", ")]
        assert sites == len(ids)
        at = (first + size + 3) & ~3
        assert len(descriptions) == at - first
        print(f"table {function}: {sites} sites at {at}, {size} bytes of "
              f"descriptions{table[9]}")
        for number, distance in enumerate(ids):
            assert distance < 0
            here = at + 4 * number + distance - first
            to_first, frame, flags, callee, kind = Numbers(
                descriptions, here).take(5)
            assert to_first == here
            print(f"  site flags={flags} callee={names.string(callee)} "
                  f"type={names.string(kind)}")
            for each in frames(descriptions, here - frame, names):
                print(f"    {each}")


main()
