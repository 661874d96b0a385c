// Intent: what to do depends on what the line does: streams are read or written,
// brackets take no std::string_view, and exceptions of the library have other ways.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %allocsites advise --json %t/p$o.allocs > %t/json && %python -c "import json, sys; [print(f['line'], f['rule'], f['advice']) for f in sorted(json.load(sys.stdin)['findings'], key=lambda f: f['line'])]" < %t/json | %FileCheck %s || exit 1; done

#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#define NOINLINE __attribute__((noinline))

NOINLINE int parse(const std::string &Line) {
  // CHECK: [[#@LINE+1]] stream-per-call Read the text where it is: {{.*}} given each text with str() and clear() keeps its buffer.
  std::istringstream In(Line);
  int Sum = 0;
  In >> Sum;
  return Sum;
}

NOINLINE std::string written(int I) {
  std::ostringstream Out;
  // CHECK-NEXT: [[#@LINE+1]] stream-per-call Write into a std::string {{.*}}
  Out << "this is the item of number " << I;
  return Out.str();
}

NOINLINE int found(const std::map<std::string, int> &Settings) {
  // CHECK-NEXT: [[#@LINE+1]] literal-lookup {{.*}} are transparent (C++20). Without that,
  return Settings.find("a.name.of.some.length")->second;
}

NOINLINE int counted(std::map<std::string, int> &Settings) {
  // CHECK-NEXT: [[#@LINE+1]] literal-lookup {{.*}} are transparent (C++20); use find(), as operator[] and at() of the library take none. Without that,
  return Settings["a.name.of.some.length"]++;
}

NOINLINE int number(const std::string &Text) {
  try {
    // CHECK-NEXT: [[#@LINE+1]] exceptions Return the failure as a value {{.*}}, as std::from_chars() does where std::stoi() throws, and find() where at() does.
    return std::stoi(Text);
  } catch (const std::invalid_argument &) {
    return -1;
  }
}

NOINLINE int element(const std::map<std::string, int> &Settings,
                     const std::string &Name) {
  try {
    // CHECK-NEXT: [[#@LINE+1]] exceptions {{.*}} and find() where at() does.
    return Settings.at(Name);
  } catch (const std::out_of_range &) {
    return -1;
  }
}

int main() {
  std::map<std::string, int> Settings{{"a.name.of.some.length", 1}};
  size_t Sum = 0;
  const std::string Text = "text";
  for (int I = 0; I < 500; ++I)
    Sum += size_t(number(Text) + element(Settings, Text) +
                  parse("12 and a text that is long") + found(Settings) +
                  counted(Settings)) +
           written(I).size();
  return Sum == 0;
}
