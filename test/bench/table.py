# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Figures as text."""

import math
import statistics


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values)))


def mean_of(results, key, name):
    values = [row[key][name] for row in results if name in row[key]]
    return geometric_mean(values) if values else None


def number(value, digits):
    return "" if value is None else f"{value:.{digits}f}"


def align(head, rows):
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    lines = ["  ".join(cell.rjust(width) if index else cell.ljust(width)
                       for index, (cell, width) in enumerate(zip(row, widths))).rstrip()
             for row in [head, *rows]]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def times(results, names):
    """User time of each variant to its base."""
    rows = [[row["name"], f"{row['native_seconds']:.2f}",
             *(number(row["time"].get(name), 3) for name in names)]
            for row in results]
    rows.append(["geometric mean", "",
                 *(number(mean_of(results, "time", name), 3) for name in names)])
    return align(["user time", "native s", *names], rows)


def overheads(results, ours, others):
    """How many times our overhead theirs is."""
    mine = mean_of(results, "time", ours)
    pairs = [(name, mean_of(results, "time", name)) for name in others]
    return "; ".join(f"{name} {(mean - 1) / (mine - 1):.1f}"
                     for name, mean in pairs if mean)


def sizes(results, ours):
    """Memory, compile time, size and profile."""
    rows = [[row["name"], f"{row['native_memory_kib'] / 1024:.1f}",
             *(number(row["memory"].get(name), 2) for name in ours),
             f"{row['build_time']:.3f}", f"{row['size']:.2f}",
             f"{row['loaded']:.2f}", f"{row['profile_bytes'] / 1024:.0f}"]
            for row in results]
    return align(["memory and size", "native MiB", *(f"mem {n}" for n in ours),
                  "compile", "size", "loaded", "profile KiB"], rows)
