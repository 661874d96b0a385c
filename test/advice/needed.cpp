// Intent: what looks wasteful by its counts alone, and is needed or would save
// nothing, gets no finding that says otherwise.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %allocsites advise --json -nodefraction=0 %t/p$o.allocs | %FileCheck %s || exit 1; done
// RUN: %if libc++ %{ for o in 0 2; do %instrument-cxx -stdlib=libc++ -O$o %s -o %t/q$o && env ALLOCSITES_FILE=%t/q$o.allocs %t/q$o && %allocsites advise --json -nodefraction=0 %t/q$o.allocs | %FileCheck %s || exit 1; done %}

// CHECK: "findings": []
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <memory_resource>
#include <string>
#include <vector>
#define NOINLINE __attribute__((noinline))
using Strings = std::vector<std::string>;
template <class T> void keep(T &V) { asm volatile("" : : "r"(&V) : "memory"); }

// A new string with each call, of any length.
NOINLINE size_t joined(std::string Path, const std::string &Name) {
  Path = Path + Name;
  keep(Path);
  return Path.size();
}

// Elements that are changed, or kept.
NOINLINE size_t changed(const Strings &Words, Strings &Kept) {
  size_t Sum = 0;
  for (auto Word : Words) {
    std::transform(Word.begin(), Word.end(), Word.begin(), ::toupper);
    keep(Word);
    Sum += Word.size();
  }
  for (auto Word : Words)
    Kept.push_back(std::move(Word));
  return Sum;
}

NOINLINE double median(const std::vector<double> &Given) {
  std::vector<double> Sorted = Given;
  std::sort(Sorted.begin(), Sorted.end());
  return Sorted[Sorted.size() / 2];
}

struct Person {
  std::string Name;
  std::vector<int> Numbers;
  NOINLINE Person(std::string Name) : Name(std::move(Name)) {
    Numbers.push_back(1);
  }
  // What was there before.
  NOINLINE size_t rename(const std::string &To) {
    const std::string Before = Name;
    Name.assign(To);
    Numbers.push_back(1);
    std::vector<int>().swap(Numbers);
    return Before.size();
  }
};

NOINLINE void store(Strings Given, std::map<size_t, Strings> &All) {
  size_t Key = All.size();
  All[Key] = std::move(Given);
}

// Each level has a variant of its own.
NOINLINE size_t paths(std::vector<int> Path, int Levels) {
  Path.push_back(Levels);
  if (Levels == 0)
    return Path.size();
  return paths(Path, Levels - 1) + paths(Path, Levels - 1);
}

// Of whatever size is asked for, for the caller.
NOINLINE void *allocated(size_t Size) {
  void *Block = std::malloc(Size);
  if (!Block)
    std::abort();
  return Block;
}

// Arenas: their buffers grow by doubling, and are no vector's or map's.
NOINLINE size_t arenas(int N) {
  std::pmr::monotonic_buffer_resource Arena;
  std::pmr::vector<int> V(&Arena);
  std::pmr::map<int, int> M(&Arena);
  for (int I = 0; I < N; ++I) {
    V.push_back(I);
    M[I] = I;
  }
  return V.size() + M.size();
}

int main() {
  size_t Sum = 0;
  for (int I = 0; I < 999; ++I)
    Sum += joined(std::string(40 + I % 400, 'd'), "a name of some length");
  Strings Words(400, "a word that is longer than any buffer"), Kept;
  Kept.reserve(400);
  Sum += changed(Words, Kept);
  std::vector<double> Numbers(100, 2.0);
  std::map<size_t, Strings> All;
  for (int I = 0; I < 400; ++I) {
    Sum += size_t(median(Numbers));
    Person Someone(Words[0]);
    Sum += Someone.rename(Words[1]);
    store(Words.size() > 9 ? Strings{"1", "2"} : Strings(), All);
    void *Block = allocated(48);
    keep(Block);
    std::free(Block);
  }
  Strings Two{"1", "2"};
  for (int I = 0; I < 200; ++I)
    store(Two, All);
  Sum += paths({}, 8);
  for (int I = 0; I < 200; ++I)
    Sum += arenas(300);
  return Sum == 0;
}
