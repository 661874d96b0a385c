# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A terminal for a program under test: keys in, what stands on the screen out.

Understands what `allocsites watch` sends and refuses the rest. Waits for what is
to be seen, never for a time.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

PATIENCE = 100  # seconds, after which a wait is a failure
SEQUENCE = re.compile(rb"\x1b\[([?0-9;]*)([A-Za-z])")
PARTIAL = re.compile(rb"\x1b(\[[?0-9;]*)?$")


class Screen:
    def __init__(self, command, rows=24, columns=100, **options):
        self.master, slave = pty.openpty()
        self.columns = self.rows = 0
        self.slave = os.dup(slave)  # to look at its modes
        self.before = termios.tcgetattr(slave)
        self.modes = {}  # of ?N h and ?N l
        self.cells = {}
        self.styles = {}  # (row, column) -> what SGR was set
        self.style = ""
        self.at = [1, 1]
        self.main = ""  # what is written while there is no alternate screen
        self.pending = b""
        self.resize(rows, columns)
        environment = dict(os.environ, TERM="xterm-256color", NO_COLOR="1",
                           **options.pop("environment", {}))
        self.child = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave,
            env=environment, start_new_session=True,
            preexec_fn=self.in_child, **options)
        os.close(slave)

    @staticmethod
    def in_child():
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        # A shell ignores SIGINT for what it starts in the background, nohup SIGHUP.
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM,
                       signal.SIGQUIT, signal.SIGTSTP):
            signal.signal(number, signal.SIG_DFL)

    def resize(self, rows, columns):
        self.rows, self.columns = rows, columns
        fcntl.ioctl(self.master, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys):
        os.write(self.master, keys.encode())

    def line(self, row):
        return "".join(self.cells.get((row, column), " ")
                       for column in range(1, self.columns + 1)).rstrip()

    def text(self):
        return "\n".join(self.line(row) for row in range(1, self.rows + 1))

    def fail(self, why):
        sys.exit(f"{why}; the screen:\n{self.text()}\nand before and after it:\n"
                 f"{self.main}")

    def pump(self):
        """Takes what comes; False at the end."""
        ready, _, _ = select.select([self.master], [], [], 0.2)
        if not ready:
            return self.child.poll() is None
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:  # What Linux says when the last writer is gone.
            return False
        self.feed(data)
        return bool(data)

    def wait(self, what):
        """For a pattern on the screen, or until a function holds."""
        holds = what if callable(what) else (
            lambda: re.search(what, self.text(), re.M))
        end = time.monotonic() + PATIENCE
        while not holds():
            # The last words of a program may still be on their way.
            if not self.pump() and not holds():
                self.fail(f"it has ended and never came: {what}")
            if time.monotonic() > end:
                self.fail(f"never came: {what}")
        return holds()

    def wait_end(self):
        end = time.monotonic() + PATIENCE
        while self.child.poll() is None or self.pump_rest():
            self.pump()
            if time.monotonic() > end:
                self.fail("does not end")
        return self.child.returncode

    def pump_rest(self):
        return bool(select.select([self.master], [], [], 0)[0]) and self.pump()

    def is_taken(self):
        return bool(self.modes.get("1049"))

    def check_restored(self):
        """Modes, screen, cursor and line wrap are as they were."""
        if termios.tcgetattr(self.slave) != self.before:
            self.fail("the terminal's modes are not restored")
        if self.modes != {"1049": False, "25": True, "7": True}:
            self.fail(f"the terminal is left with {self.modes}")

    def feed(self, data):
        data = self.pending + data
        partial = PARTIAL.search(data)
        self.pending = data[partial.start():] if partial else b""
        if partial:
            data = data[:partial.start()]
        # A character's bytes may come apart.
        while data and not partial:
            try:
                data.decode()
                break
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data":
                    self.fail(f"no UTF-8: {data!r}")
                data, self.pending = data[:error.start], data[error.start:]
        at = 0
        while at < len(data):
            sequence = SEQUENCE.match(data, at)
            if sequence:
                self.control(sequence[1].decode(), sequence[2].decode())
                at = sequence.end()
                continue
            end = data.find(b"\x1b", at + 1)
            end = len(data) if end < 0 else end
            if data[at:at + 1] == b"\x1b":
                self.fail(f"an unknown sequence: {data[at:at + 20]!r}")
            self.write(data[at:end].decode())
            at = end

    def control(self, parameters, name):
        if name in "hl" and parameters.startswith("?"):
            self.modes[parameters[1:]] = name == "h"
            if parameters == "?1049":
                self.cells.clear()
        elif name == "H":
            self.at = [int(number or 1) for number in
                       (parameters + ";").split(";")[:2]]
        elif name == "J" and parameters == "2":
            self.cells.clear()
        elif name == "K" and self.is_taken():
            for column in range(self.at[1], self.columns + 1):
                self.cells.pop((self.at[0], column), None)
                self.styles.pop((self.at[0], column), None)
        elif name == "m":
            self.style = "" if parameters in ("", "0") else \
                (self.style + ";" + parameters).lstrip(";")
        elif name == "K":
            self.main = self.main.rsplit("\n", 1)[0]
        else:
            self.fail(f"an unknown sequence: {parameters}{name}")

    def write(self, text):
        if not self.is_taken():
            self.main += text.replace("\r", "")
            return
        for character in text:
            row, column = self.at
            if ord(character) < 0x20:
                self.fail(f"a control character: {character!r}")
            # A resize may not have come through yet.
            if row <= self.rows and column <= self.columns:
                self.cells[row, column] = character
                self.styles[row, column] = self.style
            self.at[1] += 1


def program(path, profile, **options):
    """Starts the program of the tests; `tell` it what to do."""
    child = subprocess.Popen(
        [path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=dict(os.environ, ALLOCSITES_FILE=profile), **options)
    tell(child, "keep")
    return child


def tell(child, word):
    """Returns once it is done."""
    child.stdin.write(word + "\n")
    child.stdin.flush()
    if child.stdout.readline().strip() != word:
        sys.exit(f"the program did not do: {word}")


def stop(child):
    child.stdin.close()
    if child.wait() != 0:
        sys.exit(f"the program ended with {child.returncode}")
