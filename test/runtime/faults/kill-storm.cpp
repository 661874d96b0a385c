// Intent: whenever a process is killed, its profile is whole and has every
// allocation that the process itself knows of.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O0 -pthread %s -o %t/p
// RUN: %python %S/../Inputs/kill_storm.py %allocsites %t/p %t --runs 100 --threads 1
// RUN: %python %S/../Inputs/kill_storm.py %allocsites %t/p %t --runs 100 --threads 4
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <thread>
#include <vector>
struct alignas(64) Progress {
  volatile uint64_t Count;
};
static Progress *All;
// Some ten thousand contexts: the profile keeps growing.
__attribute__((noinline)) static void work(Progress &Mine, unsigned Path,
                                           int Depth) {
  if (!Depth) {
    void *volatile P = malloc(24);
    Mine.Count = Mine.Count + 1;
    free(P);
    return;
  }
  switch (Path % 4) {
  case 0:
    work(Mine, Path / 4, Depth - 1);
    break;
  case 1:
    work(Mine, Path / 4, Depth - 1);
    break;
  case 2:
    work(Mine, Path / 4, Depth - 1);
    break;
  default:
    work(Mine, Path / 4, Depth - 1);
  }
}
int main(int, char **Argv) {
  int Threads = atoi(Argv[2]), D = open(Argv[1], O_RDWR);
  All = static_cast<Progress *>(mmap(nullptr, Threads * sizeof(Progress),
                                     PROT_READ | PROT_WRITE, MAP_SHARED, D, 0));
  std::vector<std::thread> Others;
  auto Run = [](int T) {
    for (unsigned Path = T;; Path = Path * 1664525 + 1013904223)
      work(All[T], Path >> 16, 7);
  };
  for (int T = 1; T < Threads; ++T)
    Others.emplace_back(Run, T);
  Run(0);
}
