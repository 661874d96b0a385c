# Writes budgets that are wrong one by one and looks at what is said of them.
# usage: budget_mistakes.py ALLOCSITES PROFILE BUDGET-FILE
import subprocess
import sys

allocsites, profile, path = sys.argv[1:]
ONE = '{"budgets": [\n  {"alloc_objects": 1},\n  {\n    %s\n  }\n]}\n'
MISTAKES = [
    ("{", ":", "is not JSON: parse error at line 1"),
    ('{"budgets": 1e999}', ":", "is not JSON: number overflow"),
    ("[]", ":1", 'wanted an object with an array "budgets"'),
    ('{"budgets": {}}', ":1", 'wanted an object with an array "budgets"'),
    ('{"budgets": []}', ":1", "there is no budget"),
    ('{\n"budgets": [1]}', ":2", "a budget is an object"),
    ('{"budgets": [{"alloc_objects": 1}],\n\n"bugdets": 1}', ":3",
     'unknown key "bugdets"'),
    (ONE % '"alloc_object": 1', ":4", 'unknown key "alloc_object"; wanted name'),
    (ONE % '"name": "x",\n    "function": "("', ":5", '"function": '),
    (ONE % '"function": "((a{999}){999}){999}"', ":4",
     "its repetitions make it too large"),
    (ONE % '"alloc_space": 1,\n    "alloc_space": 2', ":5",
     '"alloc_space" stands there a second time'),
    ('{"budgets": [{"alloc_objects": 1}],\n"budgets": [{"alloc_objects": 2}]}',
     ":2", '"budgets" stands there a second time'),
    (ONE % '"name": 3', ":4", '"name": wanted a string'),
    (ONE % '"alloc_space": "3 XB"', ":4",
     '"alloc_space": wanted bytes, a number or "20 MB"'),
    (ONE % '"alloc_objects": "3 kB"', ":4",
     '"alloc_objects": wanted a number of objects'),
    (ONE % '"alloc_objects": -1', ":4", '"alloc_objects": wanted a number'),
    (ONE % '"alloc_objects": 1, "operations": 0', ":4",
     '"operations": wanted a number above 0'),
    (ONE % '"alloc_objects": 1, "below": true', ":4", '"below" needs'),
    (ONE % '"name": "{\\"x\\": [", "function": "x"', ":3", "sets no limit"),
    (ONE % '"alloc_objects": "+5%"', ":3",
     '"budget 2" has a limit relative to a baseline; give one with --baseline'),
]
for text, line, message in MISTAKES:
    with open(path, "w") as file:
        file.write(text)
    done = subprocess.run([allocsites, "check", f"--budget={path}", profile],
                          capture_output=True, text=True)
    said = done.stderr
    assert done.returncode == 2, (text, done.returncode, said)
    assert said.startswith(f"allocsites: {path}{line}") and message in said, (text, said)
    assert said.count("\n") == 1 and not done.stdout, (text, said)
print(f"{len(MISTAKES)} mistakes are explained")
