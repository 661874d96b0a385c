#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a profile for mkprofile.py whose every text tries to get out of its place.

Usage: hostile.py FOLDER > PROFILE.txt; sources go into FOLDER.

What breaks out of its element or attribute and runs adds to `window.escaped`.
"""

import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
RUN = "window.escaped=1"
MARKUP = [
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"'><svg onload={RUN}>",
    f"--><!--<script>{RUN}</script>",
    f"</textarea></title></style><iframe srcdoc='<script>parent.{RUN}</script>'>",
    "&lt;b&gt;&amp;&#60;",
    f"javascript:{RUN}",
    "__proto__", "constructor", "toString", "hasOwnProperty",
    "\u202egnp.exe\u202c", "\ufeff\u200b\u0300\u0300", "\U0001f4a3" * 40,
    "%00%0a", "{{constructor.constructor('alert(1)')()}}", "$&$1$`", "(", ")]*+?",
]


def quote(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def source(name, text):
    (folder / name).write_bytes(text)
    return folder / name


files = [str(source("<b>bold.cpp", b"int x;\n" * 20)),
         str(source("text.cpp", b"</script><script>window.escaped=1</script>\n"
                    b"<img src=x onerror=window.escaped=1>\n"
                    b"\xff\xfe\x00 neither text nor UTF-8 \x1b[31m\n" +
                    b"x" * 20000 + b"\n/* never closed \n" + b"\t\"\n" * 20)),
         str(source("coloured.cpp", b'auto s = "</script><script>window.escaped=1</script>";\n'
                    b"// <img src=x onerror=window.escaped=1>\n" * 10)),
         "/gone/missing.cpp", "/" + "deep/" * 700 + "file.cpp",
         f"/src/'\"><img src=x onerror={RUN}>.cpp", "__proto__", "../../../etc/passwd"]

print("flags live")
print("pid 4294967295")
print("start 1700000000")
print("meta exe", quote("/opt/" + MARKUP[0]))
print("meta command", quote(MARKUP[1] + " " + "argument " * 5000))
print("meta directory", quote(MARKUP[2]))
names = [*MARKUP, "L" * 100000, "ns::" * 25000 + "f()", "f<" * 50000,
         "std::vector<" + "int, " * 20000 + ">"]
for i, name in enumerate(names):
    path = files[i % len(files)]
    print(f"site s{i} allocation callee=malloc type={quote(name[:5000])}")
    print(f"  at {quote(name)} {quote(f'{path}:{i + 1}:1')}")
    print(f"site c{i} call callee={quote(name[:5000])}")
    print(f"  at {quote(name)} {quote(f'{path}:{i + 2}:1')}")
for i, name in enumerate(MARKUP):
    print(f"site l{i} label callee={quote(f'{name[:60]}={name}')}")
print("tree 1")
for i in range(len(names)):
    print(f"  s{i} {(i + 1) * 1000} {(i + 1) * 100000}")
# More than a double can hold, and no more than a profile may.
print(f"  s0 {2**53 + 2} {2**54 - 1}")
# As deep as there are names, more than once.
depth = 1
for _ in range(12):
    for i in range(len(names)):
        print(" " * depth * 2 + f"c{i}")
        depth += 1
print(" " * depth * 2 + "s1 1 1")
print("tree 2")
for i in range(len(MARKUP)):
    print(f"  l{i}\n    s{i} 1 10")
