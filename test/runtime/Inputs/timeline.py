# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Check a timeline: usage: timeline.py JSON (of report) HUNDREDTHS

Its times grow, it begins at 0, and neither it nor the peak lies behind the
HUNDREDTHS of a second that the program's clock has counted, and a few more at
its end.
"""
import json
import sys

run = json.load(open(sys.argv[1]))["sides"][0]["runs"][0]
timeline = run["timeline"]
times, most = timeline["time"], (int(sys.argv[2]) + 5) * 10_000_000
print(len(times), "moments,", times[0], "to", times[-1], "of", most,
      "peak", timeline["peakTime"])
assert len(times) > 50 and times == sorted(set(times))
assert 0 <= times[0] < 20_000_000 and times[-1] <= most
assert 0 < timeline["peakTime"] <= most
