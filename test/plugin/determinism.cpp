// Intent: the same source gives the same object, byte for byte.
//
// RUN: for o in 0 2; do \
// RUN:   %clangxx -std=c++20 -g -O$o -fpass-plugin=%plugin -c %s -o %t.1 && \
// RUN:   %clangxx -std=c++20 -g -O$o -fpass-plugin=%plugin -c %s -o %t.2 && cmp %t.1 %t.2 || exit 1; done
#include <functional>
#include <map>
#include <string>
#include <vector>
std::map<std::string, std::vector<std::function<int(int)>>> Map;
int call(const std::string &name, int n) {
  int sum = 0;
  for (auto &f : Map[name + "!"])
    sum += f(n);
  Map[name].push_back([sum](int n) { return sum * n; });
  return sum;
}
