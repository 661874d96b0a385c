// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Some of its allocations are made, some are not, and some the optimiser removes.
#include <cstdlib>
#include <memory>
#include <string>

void *volatile sink; // what it is given must exist

__attribute__((noinline)) int never(int value) {
  sink = new int(value); // never made
  std::string text;
  text += "too long for the string itself"; // never called
  sink = text.data();
  return value;
}

double norm(double x, double y) {
  auto point = std::make_unique<double>(x); // elided
  return *point * x + y * y;
}

int main(int argc, char **) {
  sink = new int(argc);                       // made
  sink = argc > 7 ? malloc(7) : calloc(9, 1); // one of two
  return (argc > 8 ? never(argc) : 0) + (norm(argc, 2) < 0);
}
