// Intent: a copy is spoken of with what makes it one too many, and what to do
// depends on that; a copy that is needed is not.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %allocsites advise --json %t/p$o.allocs > %t/$o.json && %python -c "import json, sys; [print(f['line'], f['found'], f['advice']) for f in sorted(json.load(sys.stdin)['findings'], key=lambda f: f['line']) if f['rule'] == 'container-copy']" < %t/$o.json | %FileCheck %s || exit 1; done
// RUN: touch -d 2100-01-01 %t/later.cpp && %allocsites advise --json --path-map %s=%t/later.cpp %t/p2.allocs | %FileCheck %s --check-prefix=NO-SOURCE

#include <functional>
#include <map>
#include <string>
#include <vector>
#define NOINLINE __attribute__((noinline))
using Strings = std::vector<std::string>;
using Table = std::map<std::string, int>;
template <class T> void keep(T &V) { asm volatile("" : : "r"(&V) : "memory"); }

struct Person {
  std::string Name = "a name that is too long for any buffer";
  // CHECK: [[#@LINE+1]] 500 allocations {{.*}} were copies: the function returns by value {{.*}}Return const &
  NOINLINE std::string name() const { return Name; }
};

NOINLINE size_t parameter(std::vector<int> Numbers) {
  std::string *Made = new std::string("it allocates, so its name is known");
  keep(Made);
  delete Made;
  return Numbers.size();
}

NOINLINE size_t loop(const Strings &Names) {
  size_t Sum = 0;
  // CHECK: [[#@LINE+1]] 500 allocations {{.*}} were copies: the loop's variable is an element's copy. Loop by reference
  for (std::string Name : Names) {
    std::string *Other = new std::string("something that lives longer");
    keep(Name), keep(Other);
    Sum += Name.size();
    delete Other;
  }
  return Sum;
}

NOINLINE size_t bindings(const Table &All) {
  size_t Sum = 0;
  // CHECK: [[#@LINE+1]] 500 allocations {{.*}} were copies: the loop's variable is an element's copy. Loop by reference
  for (auto [Name, Number] : All)
    Sum += Name.size() + size_t(Number);
  return Sum;
}

NOINLINE size_t converted(const Table &All) {
  size_t Sum = 0;
  // CHECK: [[#@LINE+1]] 500 allocations {{.*}} were copies: {{.*}} each is converted to a new pair. Loop by for (const auto &x : ...)
  for (const std::pair<std::string, int> &Each : All)
    Sum += Each.first.size();
  return Sum;
}

NOINLINE size_t constant(const Strings &Names) {
  size_t Sum = 0;
  for (size_t I = 0; I < Names.size(); ++I) {
    // CHECK: [[#@LINE+1]] 500 allocations {{.*}} were copies: a constant is made of something that is there. Use a reference
    const std::string Name = Names[I];
    std::string *Other = new std::string("something that lives longer");
    keep(Name), keep(Other);
    Sum += Name.size();
    delete Other;
  }
  return Sum;
}

// It is changed: not spoken of.
NOINLINE size_t needed(const Strings &Names) {
  size_t Sum = 0;
  for (const std::string &Name : Names) {
    std::string Copy = Name;
    Copy += ", and more that makes it grow beyond what it has";
    keep(Copy);
    Sum += Copy.size();
  }
  return Sum;
}

int main() {
  Strings Names(500, "a name that is too long for any buffer");
  std::vector<int> Numbers(100);
  Person Someone;
  Table All;
  for (int I = 0; I < 500; ++I)
    All["a name that is too long for any buffer, " + std::to_string(I)] = I;
  size_t Sum = loop(Names) + constant(Names) + needed(Names) + bindings(All) +
               converted(All);
  for (int I = 0; I < 500; ++I) {
    // CHECK: [[#@LINE+1]] 500 allocations {{.*}} were copies: parameter() takes its argument by value. If parameter() only reads it
    Sum += parameter(Numbers);
    std::string Name = Someone.name();
    std::string *Other = new std::string("something that lives longer");
    keep(Other);
    Sum += Name.size();
    delete Other;
  }
  // CHECK-NOT: were copies
  return Sum == 0;
}

// Without the source what names and lifetimes tell is left.
// NO-SOURCE-NOT: the function returns by value
// NO-SOURCE-NOT: the loop's variable
// NO-SOURCE: parameter() takes its argument by value
// NO-SOURCE-NOT: the loop's variable
