# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Run a program built plainly and built with everything; both must do the same.

usage: same.py [--says REGEX] [--preload LIBRARY] PLAIN INSTRUMENTED PROFILE
               [ARGUMENT...]

Compares exit status, standard output and standard error. The instrumented one
may say nothing of its own, or with --says exactly one line that REGEX matches.
"""
import argparse
import os
import re
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--says")
parser.add_argument("--preload", default="")
parser.add_argument("plain")
parser.add_argument("instrumented")
parser.add_argument("profile")
parser.add_argument("arguments", nargs=argparse.REMAINDER)
options = parser.parse_args()


def run(program):
    environment = {**os.environ, "ALLOCSITES_FILE": options.profile}
    if options.preload:
        environment["LD_PRELOAD"] = options.preload
    done = subprocess.run([program, *options.arguments], capture_output=True,
                          text=True, env=environment)
    lines = done.stderr.splitlines()
    ours = [line for line in lines if line.startswith("allocsites: ")]
    theirs = [line for line in lines if not line.startswith("allocsites: ")]
    return ours, {"status": done.returncode, "stdout": done.stdout,
                  "stderr": theirs}


_, plain = run(options.plain)
ours, instrumented = run(options.instrumented)
problems = [f"{key}: {instrumented[key]!r}, plain: {plain[key]!r}"
            for key in plain if instrumented[key] != plain[key]]
if options.says:
    if len(ours) != 1 or not re.search(options.says, ours[0]):
        problems.append(f"said {ours}, not {options.says!r}")
elif ours:
    problems.append(f"said {ours}")
print("\n".join(problems) or f"both: {plain['status']}")
sys.exit(bool(problems))
