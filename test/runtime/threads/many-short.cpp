// Intent: ten thousand short threads lose nothing, and cost no more profile and
// no more memory than a few.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 -pthread %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/few.allocs %t/p 100 > %t/few
// RUN: env ALLOCSITES_FILE=%t/many.allocs %t/p 10000 > %t/many
// RUN: %allocsites top --json -lines %t/many.allocs -focus='^work' | %FileCheck %s
// CHECK: "rows"
// CHECK: "function":"work()"{{.*}}"flat":{"alloc_objects":30000,"alloc_space":720000,"inuse_objects":0,
// RUN: %python -c 'few, many = int(open("%t/few").read()), int(open("%t/many").read()); print(few, many); assert many < few + 2000'
// RUN: %python -c 'import os; few, many = (os.path.getsize(f"%t/{n}.allocs") for n in ("few", "many")); print(few, many); assert many < few * 2 + 65536'
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>
static long residentKiB() {
  std::ifstream Status("/proc/self/status");
  for (std::string Line; std::getline(Status, Line);)
    if (Line.rfind("VmRSS:", 0) == 0)
      return atol(Line.c_str() + 6);
  return 0;
}
__attribute__((noinline)) static void work() {
  for (int I = 0; I < 3; ++I) {
    void *volatile P;
    P = malloc(24);
    free(P);
  }
}
int main(int, char **Argv) {
  for (int Left = atoi(Argv[1]); Left; Left -= 10) {
    std::vector<std::thread> Ten;
    for (int T = 0; T < 10; ++T)
      Ten.emplace_back(work);
    for (std::thread &T : Ten)
      T.join();
  }
  printf("%ld\n", residentKiB());
}
