# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Try an advice page: its program before and after, and what it says.

usage: advice.py TOOL PAGE FOLDER [--output] [--write] -- COMPILER...

The page docs/advice/RULE.md holds two blocks of C++: the program before and
after its advice was followed. Both are compiled at -O0 and at -O2 and run under
the plugin. Of the program before, `advise` must say RULE and nothing else, at
the line that ends in `// finding`; of the program after, not RULE. What it
promised to save must be what the two profiles differ by, within 10 %. A number
in `reserve(N)` after is the one that the advice gives, whatever the C++ library.

--output: what `advise` prints at -O2 must be the block in the page.
--write: put it there.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

split = sys.argv.index("--")
options = [a for a in sys.argv[1:split] if a.startswith("--")]
tool, page, folder = (a for a in sys.argv[1:split] if not a.startswith("--"))
compiler = sys.argv[split + 1:]
rule = pathlib.Path(page).stem
text = pathlib.Path(page).read_text()
before, after = re.findall(r"```cpp\n(.*?)```", text, re.S)
shown = re.search(r"```console\n(.*?)```", text, re.S)[1]
marked = [n for n, line in enumerate(before.splitlines(), 1)
          if line.endswith("// finding")]
bad = []


def check(condition, message):
    if not condition:
        bad.append(message)
        print(f"{page}: {message}")


def advise(profile, *flags):
    return subprocess.run([tool, "advise", *flags, profile], check=True,
                          capture_output=True, text=True).stdout


def build_and_run(program, level, name):
    """The folder and the profile's name."""
    where = pathlib.Path(folder, f"{rule}-{name}{level}").resolve()
    where.mkdir(parents=True, exist_ok=True)
    (where / f"{rule}.cpp").write_text(program)
    subprocess.run([*compiler, level, f"{rule}.cpp", "-o", "app"], cwd=where,
                   check=True)
    profile = where / "app.allocs"
    profile.unlink(missing_ok=True)
    subprocess.run(["./app"], cwd=where, check=True,
                   env={**os.environ, "ALLOCSITES_FILE": str(profile)})
    return where, str(profile)


def totals(profile):
    return json.loads(advise(profile, "--json"))["totals"]


def close(promised, measured):
    return abs(promised - measured) <= 0.1 * abs(measured)


def follow(finding):
    """The program after, with the number that this finding names."""
    number = re.search(r"reserve\((\d+)\)", finding["advice"])
    return re.sub(r"reserve\(\d{3,}\)", number[0], after) if number else after


for level in ["-O0", "-O2"]:
    where, profile = build_and_run(before, level, "before")
    findings = json.loads(advise(profile, "--json"))["findings"]
    said = [(f["rule"], f["line"]) for f in findings]
    check(said == [(rule, marked[0])] and len(marked) == 1,
          f"{level}: findings {said}, not {rule} at line {marked}")
    for finding in findings:
        if finding["rule"] != rule:
            continue
        for key in ("found", "advice"):
            check(not re.search(r"\{(?!lambda)[a-z_]*[:}]", finding[key]),
                  f"{level}: a name without a value: {finding[key]}")
        _, fixed = build_and_run(follow(finding), level, "after")
        check(rule not in
              [f["rule"] for f in json.loads(advise(fixed, "--json"))["findings"]],
              f"{level}: the program after still has the finding")
        saving = finding["saving"]
        lenses = [saving["lens"], saving["lens"].replace("objects", "space")]
        old, new = totals(profile), totals(fixed)
        for lens, promised in zip(lenses, (saving["objects"], saving["bytes"])):
            measured = old[lens] - new[lens]
            print(f"{rule} {level} {lens}: promised {promised}, measured "
                  f"{measured}")
            check(promised is None or close(promised, measured),
                  f"{level}: {promised} of {lens} were promised, {measured} saved")
    if level == "-O2" and ("--output" in options or "--write" in options):
        printed = advise(profile)
        command = "$ allocsites advise app.allocs\n...\n"
        printed = command + printed[printed.index("\n1. ") + 1:].replace(
            str(where) + "/", "")
        if "--write" in options:
            pathlib.Path(page).write_text(text.replace(shown, printed))
        else:
            check(shown == printed, f"the page shows\n{shown}\nnot\n{printed}")
sys.exit(bool(bad))
