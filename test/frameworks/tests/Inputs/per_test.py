# Checks the rows of `allocsites tests --json`: usage: per_test.py RUNS JSON
# Each test allocates what its name promises, more than the test Empty does: what
# the framework takes for a test. A thread takes what the library needs for it
# besides. The rows and what is outside make up the totals.
import json
import sys

runs = int(sys.argv[1])
profile = json.load(open(sys.argv[2]))
counts = {row["value"]: row["counts"] for row in profile["rows"]}
promised = {"Known.Empty": (0, 0, 0), "Known.Three": (3, 300, 0),
            "Known.Leaks": (1, 77, 1), "Known.Other": (7, 77, 0)}
if "Known.First" in counts:
    promised["Known.First"] = None
assert set(counts) == {*promised, None}, sorted(map(str, counts))
names = "alloc_objects", "alloc_space", "inuse_objects"
for test, want in promised.items():
    if want is None:
        continue
    more = [counts[test][name] - counts["Known.Empty"][name] for name in names]
    if test == "Known.Other":
        assert more[0] > want[0] * runs and more[1] > want[1] * runs, more
    else:
        assert more == [each * runs for each in want], (test, more)
for name in (*names, "inuse_space"):
    total = sum(found[name] for found in counts.values())
    assert total == profile["totals"][name], (name, total)
assert counts[None]["alloc_objects"] > 0
print(f"{len(promised)} tests add up")
