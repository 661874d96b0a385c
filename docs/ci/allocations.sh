#!/bin/sh
# The allocation gate of a CMake project, for CI and by hand, from the project's root:
# builds it with AllocSites, runs its tests, and holds the profiles against
# allocations/budget.json and, for limits such as "+5%", allocations/baseline.allocs.
#
# usage: allocations.sh [--keep-baseline]
#   --keep-baseline   make what was measured the new baseline (commit it)
#
# ALLOCSITES_PREFIX is where AllocSites is installed (/usr), CC and CXX name Clang.
# Leaves allocations/out/: report.html, junit.xml and the profiles.
set -eu
prefix=${ALLOCSITES_PREFIX:-/usr}
out=$PWD/allocations/out
baseline=allocations/baseline.allocs

cmake -S . -B build-allocations -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_C_COMPILER="${CC:-clang-19}" -DCMAKE_CXX_COMPILER="${CXX:-clang++-19}" \
  -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_PROJECT_INCLUDE="$prefix/lib/cmake/AllocSites/AllocSitesTree.cmake"
cmake --build build-allocations --parallel
rm -rf "$out" && mkdir -p "$out"
ALLOCSITES_FILE="$out/%e.%p.allocs" ctest --test-dir build-allocations --output-on-failure

allocsites=$prefix/bin/allocsites
if [ "${1:-}" = --keep-baseline ]; then
  "$allocsites" merge -o "$baseline" "$out"/*.allocs
  exit
fi
"$allocsites" report -o "$out/report.html" "$out"/*.allocs || true # the gate is below
set -- --budget=allocations/budget.json --junit="$out/junit.xml"
[ -f "$baseline" ] && set -- "$@" --baseline="$baseline"
[ -n "${GITHUB_ACTIONS:-}" ] && set -- "$@" --github
exec "$allocsites" check "$@" "$out"/*.allocs
