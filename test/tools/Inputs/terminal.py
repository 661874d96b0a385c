# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command whose standard output and error are a terminal, and prints
what it wrote there: terminal.py COMMAND..."""
import os
import pty
import subprocess
import sys

master, slave = pty.openpty()
child = subprocess.Popen(sys.argv[1:], stdout=slave, stderr=slave)
os.close(slave)
text = b""
try:
    while part := os.read(master, 65536):
        text += part
except OSError:  # What Linux says when the last writer is gone.
    pass
sys.stdout.buffer.write(text.replace(b"\x1b", b"<ESC>").replace(b"\r", b"<CR>"))
sys.exit(child.wait())
