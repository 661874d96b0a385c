// Intent: the rules for nlohmann_json name what its own sources allocate, at -O0 and -O2.
//
// REQUIRES: nlohmann
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx  -O$o %s -o %t/p$o  && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %python %S/Inputs/kinds.py %allocsites %s %t/p$o.allocs || exit 1; done

// Expectations stand behind their line, in one column.
// clang-format off
#include <nlohmann/json.hpp>
#include <string>
using nlohmann::json;

int main() {
  const char *Text = R"({"name": "a text too long for any small buffer", "n": [1, 2, 3]})";
  json A = json::parse(Text);             // kind: json parse
  json B = A;                             // kind: json copy
  std::string C = B.dump();               // kind: json dump
  json D = "a text too long for any small buffer"; // kind: json value
  D = json::array();                      // kind: json value
  D.push_back(1);                         // kind: json value
  B["another"] = 2;                       // kind: json value
  std::string E = A["name"].get<std::string>(); // kind: json value
  return int(C.size() + D.size() + E.size()) == 0;
}
