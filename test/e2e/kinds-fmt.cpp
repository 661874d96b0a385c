// Intent: the rules for {fmt} name what its own sources allocate, at -O0 and -O2.
//
// REQUIRES: fmt
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx  -O$o %s -o %t/p$o -lfmt && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %python %S/Inputs/kinds.py %allocsites %s %t/p$o.allocs || exit 1; done

// Expectations stand behind their line, in one column.
// clang-format off
#include <fmt/format.h>
#include <iterator>
#include <string>

int main() {
  std::string Long(600, 'x');             // kind: string construction; type: char
  std::string A = fmt::format("{} of {}", 12345678, "words too long to keep"); // kind: fmt format
  fmt::memory_buffer B;
  B.append(Long.data(), Long.data() + Long.size()); // kind: fmt buffer growth
  std::string C = fmt::to_string(B);      // kind: fmt format
  std::string D;
  fmt::format_to(std::back_inserter(D), "{} and {}", Long, 1); // kind: fmt format
  return int(A.size() + C.size() + D.size()) == 0;
}
