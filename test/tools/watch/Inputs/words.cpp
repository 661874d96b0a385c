// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Allocates when it is told to: a word on a line of standard input each.
#include <iostream>
#include <memory>
#include <string>
#include <vector>

struct Block {
  char bytes[100];
};

[[gnu::noinline]] void keep(std::vector<Block *> &all) {
  for (int i = 0; i < 1000; ++i)
    all[i] = new Block;
}

[[gnu::noinline]] int churn() {
  int sum = 0;
  for (int i = 0; i < 5000; ++i) {
    auto number = std::make_unique<int>(i);
    asm volatile("" : : "r"(number.get()) : "memory");
    sum += *number;
  }
  return sum;
}

int main() {
  std::vector<Block *> all(1000);
  std::string word;
  while (std::cin >> word) {
    if (word == "keep")
      keep(all);
    if (word == "churn" && churn() == 0)
      return 1;
    std::cout << word << std::endl;
  }
  return 0;
}
