// Intent: programs that do it right, or only once, get no advice, however small
// a share is asked for.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %allocsites advise --json %t/p$o.allocs | %FileCheck %s && %allocsites advise -nodefraction=0 %t/p$o.allocs | %FileCheck %s --check-prefix=TEXT || exit 1; done
// RUN: %if libc++ %{ for o in 0 2; do %instrument-cxx -stdlib=libc++ -O$o %s -o %t/q$o && env ALLOCSITES_FILE=%t/q$o.allocs %t/q$o && %allocsites advise --json %t/q$o.allocs | %FileCheck %s || exit 1; done %}

// CHECK: "findings": []
// TEXT: No finding
#include <cstdlib>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>
#define NOINLINE __attribute__((noinline))

NOINLINE size_t reserved(int N) {
  std::vector<int> V;
  V.reserve(N);
  for (int I = 0; I < N; ++I)
    V.push_back(I);
  std::string S;
  S.reserve(5 * N);
  for (int I = 0; I < N; ++I)
    S += "text,";
  return V.size() + S.size();
}

NOINLINE size_t reservedTable(int N) {
  std::unordered_map<int, int> M;
  M.reserve(N);
  for (int I = 0; I < N; ++I)
    M[I] = I;
  return M.size();
}

// Once, at the start.
NOINLINE std::vector<std::string> setUp() {
  std::vector<std::string> Names;
  for (int I = 0; I < 1000; ++I)
    Names.push_back("a name of some length, number " + std::to_string(I));
  std::ostringstream Out;
  for (const std::string &Name : Names)
    Out << Name;
  Names.push_back(Out.str());
  return Names;
}

// Cleared and filled again: its block stays.
NOINLINE size_t refilled() {
  std::vector<int> V;
  size_t Sum = 0;
  for (int Round = 0; Round < 1000; ++Round) {
    V.clear();
    for (int I = 0; I < 100; ++I)
      V.push_back(I);
    Sum += V.size();
  }
  return Sum;
}

// Copies that are needed: one is kept, one is added to.
NOINLINE size_t copies(const std::vector<int> &Given) {
  std::vector<std::vector<int>> Kept;
  Kept.reserve(200);
  for (int I = 0; I < 200; ++I) {
    std::vector<int> Copy = Given;
    Copy.push_back(I);
    Kept.push_back(std::move(Copy));
  }
  return Kept.size();
}

struct Deleter {
  void operator()(int *P) const { delete P; }
};

// make_shared takes no deleter.
NOINLINE size_t deleters() {
  std::vector<std::shared_ptr<int>> Kept;
  Kept.reserve(500);
  for (int I = 0; I < 500; ++I)
    Kept.push_back(std::shared_ptr<int>(new int(I), Deleter()));
  return Kept.size();
}

NOINLINE int call(const std::function<int(int)> &F, int I) { return F(I); }
NOINLINE int smallLambda(int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    Sum += call([&](int V) { return V + N; }, I);
  return Sum;
}

NOINLINE int rarelyThrown(int I) {
  try {
    if (I % 100 == 0)
      throw std::runtime_error("the exception that one expects");
  } catch (const std::exception &) {
    return 1;
  }
  return 0;
}

// Nodes that stay, some of each size.
NOINLINE size_t kept(const std::vector<std::string> &Names) {
  std::map<std::string, std::vector<int>> Index;
  for (const std::string &Name : Names)
    Index[Name] = std::vector<int>(Name.size() % 7 + 1);
  return Index.size();
}

int main() {
  size_t Sum = 0;
  for (int I = 0; I < 200; ++I)
    Sum += reserved(1000);
  std::vector<std::string> Names = setUp();
  Sum += refilled() + copies({1, 2, 3, 4, 5}) + deleters() + kept(Names);
  Sum += reservedTable(1000);
  Sum += smallLambda(1000);
  for (int I = 0; I < 1000; ++I)
    Sum += rarelyThrown(I);
  return Sum == 0;
}
