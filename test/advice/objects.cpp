// Intent: copies of objects are spoken of where they are made, with all that
// their members allocate, not where the class is; those that are changed or
// kept are not.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %allocsites advise -nodefraction=0 --json %t/p$o.allocs | %python -c "import json, sys; [print(f['line'], f['found']) for f in sorted(json.load(sys.stdin)['findings'], key=lambda f: f['line'])]" | %FileCheck %s || exit 1; done
// RUN: %if libc++ %{ %instrument-cxx -stdlib=libc++ -O2 %s -o %t/q && env ALLOCSITES_FILE=%t/q.allocs %t/q && %allocsites advise -nodefraction=0 --json %t/q.allocs | %python -c "import json, sys; [print(f['line'], f['found']) for f in sorted(json.load(sys.stdin)['findings'], key=lambda f: f['line'])]" | %FileCheck %s %}

#include <string>
#include <vector>
#define NOINLINE __attribute__((noinline))
template <class T> void keep(T &V) { asm volatile("" : : "r"(&V) : "memory"); }

namespace shop {
struct Named {
  std::string Name = "a name that is too long for any buffer";
};
template <class T> struct Order : Named {
  std::vector<T> Items = std::vector<T>(10);
  std::string Note = "a note that is too long for any buffer, too";
};
template <class T> struct Box {
  struct Line {
    std::string Text = "a line that is too long for any buffer";
    T Number = 0;
  };
};
struct Written {
  std::string Text = "a text that is too long for any buffer";
  Written() = default;
  Written(const Written &From) : Text(From.Text) {}
};
} // namespace shop
using Orders = std::vector<shop::Order<int>>;

NOINLINE size_t loop(const Orders &All) {
  size_t Sum = 0;
  // CHECK: {{^}}[[#@LINE+1]] 1500 allocations of {{.*}} were copies: the loop's variable is an element's copy.
  for (auto Each : All)
    Sum += Each.Name.size() + Each.Items.size();
  return Sum;
}

NOINLINE size_t written(const std::vector<shop::Written> &All) {
  size_t Sum = 0;
  // CHECK-NEXT: {{^}}[[#@LINE+1]] 500 allocations {{.*}} the loop's variable is an element's copy
  for (shop::Written Each : All)
    Sum += Each.Text.size();
  return Sum;
}

NOINLINE size_t nested(const std::vector<shop::Box<int>::Line> &All) {
  size_t Sum = 0;
  // CHECK-NEXT: {{^}}[[#@LINE+1]] 500 allocations {{.*}} the loop's variable is an element's copy
  for (auto Each : All)
    Sum += Each.Text.size();
  return Sum;
}

NOINLINE size_t constant(const Orders &All) {
  size_t Sum = 0;
  for (size_t I = 0; I < All.size(); ++I) {
    // CHECK-NEXT: {{^}}[[#@LINE+1]] 1500 allocations {{.*}} a constant is made of something that is there
    const shop::Order<int> Each = All[I];
    Sum += Each.Name.size();
  }
  return Sum;
}

NOINLINE size_t parameter(shop::Order<int> Given) {
  std::string *Made = new std::string("it allocates, so its name is known");
  keep(Made);
  delete Made;
  return Given.Items.size();
}

// Changed, and kept.
NOINLINE size_t changed(const Orders &All, Orders &Kept) {
  size_t Sum = 0;
  for (auto Each : All) {
    Each.Name += ", and more";
    keep(Each);
    Sum += Each.Name.size();
  }
  for (const auto &Each : All)
    Kept.push_back(Each);
  return Sum;
}

int main() {
  Orders All(500), Kept;
  Kept.reserve(500);
  std::vector<shop::Written> Texts(500);
  std::vector<shop::Box<int>::Line> Lines(500);
  size_t Sum = loop(All) + written(Texts) + nested(Lines) + constant(All) +
               changed(All, Kept);
  for (int I = 0; I < 500; ++I)
    // CHECK-NEXT: {{^}}[[#@LINE+1]] 1500 allocations {{.*}} parameter() takes its argument by value
    Sum += parameter(All[size_t(I)]);
  // CHECK-NOT: {{^[0-9]+ }}
  return Sum == 0;
}
