# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Debian source packages, without a change to the system's configuration.

The machine's own package sources are copied with `deb` turned into `deb-src`
into a folder below the cache, and apt-get is told to use nothing else. What was
fetched once is used again without the network.
"""

import pathlib
import re
import subprocess

APT_ETC = pathlib.Path("/etc/apt")


class Unavailable(Exception):
    """A source package cannot be had; the text says why and what to do."""


def source_lines(text):
    """A one-line-style sources.list with its source packages alone."""
    lines = []
    for line in text.splitlines():
        if match := re.match(r"\s*deb(?:-src)?\s+(.+)", line):
            lines.append("deb-src " + match[1])
    return "\n".join(dict.fromkeys(lines)) + "\n"


def source_stanzas(text):
    """A deb822-style .sources file with its source packages alone."""
    return re.sub(r"(?im)^Types:.*$", "Types: deb-src", text)


class Sources:
    """Unpacked source packages in a cache folder."""

    def __init__(self, cache):
        self.cache = cache
        self.apt = cache / "apt"
        self.packages = cache / "packages"
        self.unpacked = cache / "src"

    def get(self, package):
        """The folder of an unpacked source package, fetched if need be."""
        target = self.unpacked / package
        if target.exists():
            return target
        self.unpacked.mkdir(parents=True, exist_ok=True)
        partial = self.unpacked / f".{package}.partial"
        subprocess.run(["rm", "-rf", partial], check=True)
        self._command(["dpkg-source", "--no-check", "-x",
                       str(self._description(package)), str(partial)], self.cache)
        partial.rename(target)
        return target

    def _description(self, package):
        """The package's .dsc file, downloaded with all it names."""
        folder = self.packages / package
        if not list(folder.glob("*.dsc")):
            self._prepare_apt()
            partial = self.packages / f".{package}.partial"
            subprocess.run(["rm", "-rf", partial], check=True)
            partial.mkdir(parents=True)
            self._apt_get("source", "--download-only", package, cwd=partial)
            partial.rename(folder)
        return sorted(folder.glob("*.dsc"))[-1]

    def _prepare_apt(self):
        """A private configuration of apt with up-to-date lists."""
        if (self.apt / "ready").exists():
            return
        parts = self.apt / "parts"
        for folder in (parts, self.apt / "lists" / "partial", self.apt / "cache"):
            folder.mkdir(parents=True, exist_ok=True)
        files = [APT_ETC / "sources.list", *(APT_ETC / "sources.list.d").glob("*")]
        for file in files:
            if file.suffix not in (".list", ".sources") or not file.is_file():
                continue
            turn = source_lines if file.suffix == ".list" else source_stanzas
            (parts / file.name).write_text(turn(file.read_text()))
        (self.apt / "apt.conf").write_text(f'''
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "{parts}";
Dir::State::lists "{self.apt / "lists"}";
Dir::Cache "{self.apt / "cache"}";
APT::Sandbox::User "root";
Acquire::Languages "none";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
''')
        try:
            self._apt_get("update", cwd=self.apt)
            (self.apt / "ready").touch()
        except Unavailable as problem:
            # One dead third-party archive must not hide the others.
            print(f"  warning: {problem}", flush=True)

    def _apt_get(self, *arguments, cwd):
        self._command(["apt-get", "-c", str(self.apt / "apt.conf"), "-qq",
                       *arguments], cwd)

    @staticmethod
    def _command(command, cwd):
        try:
            done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
        except FileNotFoundError:
            raise Unavailable(f"{command[0]} is not installed; the oracle's "
                              "programs are Debian source packages") from None
        if done.returncode:
            said = done.stdout.strip().splitlines() or ["no message"]
            raise Unavailable(f"{' '.join(command[:1] + command[3:])}: {said[-1]}")
