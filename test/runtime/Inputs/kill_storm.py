# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kill a program at random moments and compare its profile with what it counted.

usage: kill_storm.py TOOL PROGRAM FOLDER --runs N --threads T

PROGRAM FILE T counts each allocation of its function `work` in FILE right after
it was made, in a 64-byte cell a thread. Killed when the counts pass a random
value, the profile must have at least what was counted and at most one more a
thread.
"""
import argparse
import json
import mmap
import os
import random
import signal
import struct
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("tool")
parser.add_argument("program")
parser.add_argument("folder")
parser.add_argument("--runs", type=int)
parser.add_argument("--threads", type=int)
options = parser.parse_args()
random.seed(20261124 + options.threads)
profile = os.path.join(options.folder, "storm.allocs")
progress = os.path.join(options.folder, "progress")
environment = {**os.environ, "ALLOCSITES_FILE": profile,
               "ALLOCSITES_OPTIONS": "recursion=1"}
bad = most = 0
for run in range(options.runs):
    with open(progress, "wb") as file:
        file.write(bytes(64 * options.threads))
    if os.path.exists(profile):
        os.remove(profile)
    with open(progress, "r+b") as file, mmap.mmap(file.fileno(), 0) as cells:
        def counted():
            return sum(struct.unpack_from("Q", cells, 64 * t)[0]
                       for t in range(options.threads))
        # Few and many, evenly by magnitude: early moments differ most.
        goal = int(2 ** random.uniform(0, 18))
        process = subprocess.Popen(
            [options.program, progress, str(options.threads)], env=environment)
        while counted() < goal and process.poll() is None:
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        least = counted()
    done = subprocess.run([options.tool, "top", "-functions", "--json",
                           "-nodecount=100000", profile],
                          capture_output=True, text=True)
    if done.returncode or done.stderr:
        print(f"run {run}: {done.stderr}")
        bad += 1
        continue
    have = sum(row["flat"]["alloc_objects"]
               for row in json.loads(done.stdout)["rows"]
               if row["function"].startswith("work"))
    most = max(most, have)
    if process.returncode != -signal.SIGKILL or not (
            least <= have <= least + options.threads):
        print(f"run {run}: status {process.returncode}, "
              f"{have} in the profile, {least} counted")
        bad += 1
print(f"{options.runs} runs, up to {most} allocations, {bad} wrong")
sys.exit(bool(bad or not most))
