#include "greet.h"

#include <cstdio>

int main() {
  for (int i = 0; i < 7; ++i)
    std::puts(greet("everyone").c_str());
}
