// Intent: a profile that has reached its largest size takes nothing new: the
// program goes on, totals have all that it allocates, and neither memory nor the
// work for an allocation grows.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: env ALLOCSITES_PLUGIN_OPTIONS=allocators=named@0 %instrument-cxx -O0 -pthread -I%include_dir %s -o %t/p
// RUN: %python %S/../Inputs/largest_size.py %allocsites %t/p %t labels paths deep threads named sizes fork
//
// What reads the profile says so, and so does the program, once.
// RUN: env ALLOCSITES_OPTIONS=max_size=2M ALLOCSITES_FILE=%t/two.allocs %t/p paths > %t/out 2>&1
// RUN: %FileCheck %s < %t/out
// CHECK: allocsites: the profile has reached its largest size (max_size in ALLOCSITES_OPTIONS), allocations on new paths are counted in totals only from here on: {{.*}}two.allocs{{$}}
// CHECK-NEXT: {{^}}32768 {{[0-9]+}}{{$}}
// CHECK-NOT: {{.}}
// RUN: test $(stat -c %%s %t/two.allocs) -le 2097152 -a $(stat -c %%s %t/two.allocs) -gt 1900000
// RUN: %allocsites top %t/two.allocs | %FileCheck %s --check-prefix=TOP
// TOP: Lost: {{[0-9]+}} allocations of {{.*}} could not be recorded, the profile reached its largest size (max_size in ALLOCSITES_OPTIONS) and has no labels and sizes that were new then; part of the total, of no line
// RUN: env ALLOCSITES_OPTIONS=max_size=0 ALLOCSITES_FILE=%t/x.allocs %t/p sizes 2>&1 | %FileCheck %s --check-prefix=NONE
// NONE: allocsites: ALLOCSITES_OPTIONS: cannot use 'max_size=0'; {{.*}} max_size=1M..16384M
#include "allocsites/abi.h"
#include "allocsites/api.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static uint64_t Objects, Space;
[[noreturn]] static void fail(const char *What) {
  dprintf(2, "%s\n", What);
  _exit(1);
}
/// Pages mapped, which is also what the runtime has asked for.
static long mapped() {
  char Text[64] = {0};
  int File = open("/proc/self/statm", O_RDONLY);
  if (read(File, Text, sizeof Text - 1) <= 0)
    fail("no statm");
  close(File);
  return atol(Text);
}
/// Whoever found no room does not look for it again.
__attribute__((always_inline)) static inline void checkRecords() {
  int Deep = 0;
  for (auto *R = __allocsites_top; R && Deep < 100; R = R->parent, ++Deep)
    if (R->resolved_site != R->site)
      fail("a record is not resolved");
}
__attribute__((noinline)) static void take(size_t Bytes) {
  void *volatile Block = malloc(Bytes);
  checkRecords();
  free(Block);
  __atomic_fetch_add(&Objects, 1, __ATOMIC_RELAXED);
  __atomic_fetch_add(&Space, Bytes, __ATOMIC_RELAXED);
}
extern "C" __attribute__((noinline)) void *named(size_t Bytes) {
  void *volatile Own = malloc(10 * Bytes);
  free(Own);
  return malloc(Bytes);
}
/// Two ways at each of so many calls.
template <int Depth> __attribute__((noinline)) static void path(unsigned Way) {
  if constexpr (Depth == 0)
    take(16);
  else if (Way & 1)
    path<Depth - 1>(Way >> 1);
  else
    path<Depth - 1>(Way >> 1);
}
static void paths() {
  for (unsigned Way = 0; Way < 1 << 14; ++Way)
    path<14>(Way);
}
static void label(unsigned Number) {
  char Text[32];
  snprintf(Text, sizeof Text, "%u", Number);
  allocsites::Label L("number", Text);
  take(Number % 100 + 1);
}
__attribute__((noinline)) static void descend(int Depth) {
  take(24);
  if (Depth)
    descend(Depth - 1);
  take(8);
}
static pthread_barrier_t AllThere;
static void *thread(void *) {
  pthread_barrier_wait(&AllThere);
  paths();
  pthread_barrier_wait(&AllThere);
  return nullptr;
}
static void threads() {
  pthread_t T[8];
  pthread_barrier_init(&AllThere, nullptr, 8);
  for (pthread_t &Each : T)
    pthread_create(&Each, nullptr, thread, nullptr);
  for (pthread_t &Each : T)
    pthread_join(Each, nullptr);
}
template <int Depth> __attribute__((noinline)) static void pool(unsigned Way) {
  if constexpr (Depth == 0) {
    void *volatile Block = named(48);
    free(Block);
    ++Objects;
    Space += 48;
  } else if (Way & 1)
    pool<Depth - 1>(Way >> 1);
  else
    pool<Depth - 1>(Way >> 1);
}
static void run(const char *Mode, unsigned Round) {
  if (!strcmp(Mode, "labels"))
    for (unsigned I = 0; I < 20000; ++I)
      label(Round * 20000 + I);
  if (!strcmp(Mode, "paths") || !strcmp(Mode, "fork"))
    paths();
  if (!strcmp(Mode, "deep"))
    descend(20000);
  if (!strcmp(Mode, "threads"))
    threads();
  if (!strcmp(Mode, "named"))
    for (unsigned Way = 0; Way < 1 << 14; ++Way)
      pool<14>(Way);
  if (!strcmp(Mode, "sizes"))
    for (int I = 0; I < 50; ++I)
      take(size_t(1) << I % 20);
}
int main(int, char **Argv) {
  const char *Mode = Argv[1];
  run(Mode, 0);
  if (!strcmp(Mode, "fork")) {
    pid_t Child = fork();
    if (Child)
      waitpid(Child, nullptr, 0);
    else
      Objects = Space = 0;
  }
  long Then = mapped();
  run(Mode, 1);
  long More = mapped() - Then;
  if (Argv[2] && More)
    fail("the runtime took more memory");
  allocsites_counters All = allocsites_process_counters();
  if (All.alloc_objects < Objects || All.alloc_space < Space)
    fail("the counters lack what was lost");
  dprintf(1, "%lu %lu\n", Objects, Space);
}
