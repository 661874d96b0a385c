// Intent: the rules for Abseil name what its own sources allocate, at -O0 and -O2.
//
// REQUIRES: abseil
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx  -O$o %s -o %t/p$o -labsl_strings -labsl_cord -labsl_status -labsl_statusor -labsl_raw_hash_set -labsl_hash -labsl_city -labsl_low_level_hash -labsl_throw_delegate -labsl_raw_logging_internal -labsl_hashtablez_sampler -labsl_cord_internal -labsl_cordz_info -labsl_str_format_internal && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %python %S/Inputs/kinds.py %allocsites %s %t/p$o.allocs || exit 1; done

// Expectations stand behind their line, in one column.
// clang-format off
#include <absl/container/btree_map.h>
#include <absl/container/fixed_array.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/inlined_vector.h>
#include <absl/container/node_hash_map.h>
#include <absl/status/status.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_split.h>
#include <string>
#include <vector>

int main() {
  absl::flat_hash_map<int, int> A;
  for (int I = 0; I < 100; ++I)
    A[I] = I;                             // kind: absl hash table growth
  A.reserve(1000);                        // kind: absl hash table growth
  absl::node_hash_map<int, int> B;
  B[1] = 1;                               // kind: absl hash table growth, absl node
  absl::btree_map<int, int> C;
  C[1] = 1;                               // kind: absl node
  absl::InlinedVector<int, 2> D;
  for (int I = 0; I < 9; ++I)
    D.push_back(I);                       // kind: absl InlinedVector growth
  absl::FixedArray<int> E(size_t(D.size()) * 100); // kind: absl FixedArray
  asm volatile("" : : "r"(E.data()) : "memory");
  std::string F = absl::StrCat("a text too long ", 12345, " for a buffer"); // kind: absl string
  std::vector<std::string> G =
      absl::StrSplit("one long word that is no small,two", ','); // kind: absl string
  std::string H = absl::StrJoin(G, ", "); // kind: absl string
  absl::Status I = absl::InternalError("a text too long for any small buffer"); // kind: absl Status
  return int(E.size() + F.size() + H.size()) == 0;
}
