// Intent: a promise that is broken where the profile has no room for the path is
// told by the calls on the stack, once for the place and who promised, and ends
// the program if that is asked for; what is allowed breaks none.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: env ALLOCSITES_PLUGIN_OPTIONS=allocators=pool@0 %instrument-cxx -O0 -pthread -I%include_dir %s -o %t/p
// RUN: env ALLOCSITES_OPTIONS=max_size=1M ALLOCSITES_FILE=%t/r.allocs %t/p > %t/out 2>&1
// RUN: %FileCheck %s < %t/out
// RUN: env ALLOCSITES_OPTIONS=max_size=1M:contracts=off ALLOCSITES_FILE=%t/o.allocs %t/p 2>&1 | %FileCheck %s --check-prefix=OFF --implicit-check-not="contract broken"
// RUN: env ALLOCSITES_OPTIONS=max_size=1M:contracts=abort ALLOCSITES_FILE=%t/a.allocs %not --crash %t/p whole > %t/out 2>&1
// RUN: %FileCheck %s --check-prefix=ABORT < %t/out
// RUN: %allocsites top %t/a.allocs | %FileCheck %s --check-prefix=LOST
#include "allocsites/api.h"
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#define NO_ALLOC [[clang::annotate("allocsites::none")]]

__attribute__((noinline)) static void take(size_t Bytes) {
  void *volatile Block = malloc(Bytes);
  free(Block);
}
/// Two ways at each of so many calls.
template <int Depth, void (*Last)(unsigned)>
__attribute__((noinline)) static void path(unsigned Way) {
  if constexpr (Depth == 0)
    Last(Way);
  else if (Way & 1)
    path<Depth - 1, Last>(Way >> 1);
  else
    path<Depth - 1, Last>(Way >> 1);
}
static void take16(unsigned) { take(16); }
static void say(const char *Word) { fprintf(stderr, "%s\n", Word); }

/// Known from before, as all that it calls.
NO_ALLOC __attribute__((noinline)) static void known(bool Broken) {
  if (Broken)
    take(24);
}
/// Allocates itself, where nothing was before.
NO_ALLOC __attribute__((noinline)) static void direct() {
  void *volatile Block = malloc(25);
  free(Block);
}
extern "C" __attribute__((noinline)) void *pool(size_t Bytes) {
  return malloc(Bytes);
}
NO_ALLOC __attribute__((noinline)) static void pooled() {
  void *volatile Block = pool(26);
  free(Block);
}
[[clang::annotate("allocsites::any")]] __attribute__((noinline)) static void
letOff() {
  take(27);
}
NO_ALLOC __attribute__((noinline)) static void calls() { letOff(); }
NO_ALLOC __attribute__((noinline)) static void recursion(int Depth) {
  take(28);
  if (Depth)
    recursion(Depth - 1);
  take(28);
}
NO_ALLOC static void *start(void *) {
  take(29);
  return nullptr;
}
static void thread() {
  pthread_t T;
  pthread_create(&T, nullptr, start, nullptr);
  pthread_join(T, nullptr);
}
__attribute__((noinline)) static void allowed() {
  allocsites::AllowAllocations Here;
  known(true);
  direct();
  allocsites::Label Other("other", "label");
  pooled();
  thread();
}

int main(int Count, char **) {
  known(Count == 1);
  for (unsigned Way = 0; Way < 1 << 14; ++Way)
    path<14, take16>(Way);
  say("full");
  allowed();
  calls();
  say("nothing is broken");
  for (int I = 0; I < 3; ++I) {
    known(true);
    direct();
    pooled();
    recursion(3);
    thread();
  }
  say("end");
}
// CHECK: contract broken: known must not allocate
// CHECK: called by main
// CHECK-NEXT: allocsites: the profile has reached its largest size
// CHECK-NEXT: {{^}}full{{$}}
// CHECK-NEXT: {{^}}nothing is broken{{$}}
// CHECK-NEXT: contract broken: known must not allocate, and allocates 24 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: #1 take {{.*}}no-room.cpp:{{[0-9]+}}
// CHECK-NEXT: #2 known {{.*}}no-room.cpp:{{[0-9]+}}
// CHECK-NEXT: called by main {{.*}}no-room.cpp:
// CHECK-NEXT: not in the profile, which has no room for this path
// CHECK-NEXT: contract broken: direct must not allocate, and allocates 25 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: #1 direct {{.*}}no-room.cpp:43
// CHECK-NEXT: called by main {{.*}}no-room.cpp:92
// CHECK-NEXT: not in the profile
// CHECK-NEXT: contract broken: pooled must not allocate, and allocates 26 bytes:
// CHECK-NEXT: #0 pool
// CHECK-NEXT: #1 pooled {{.*}}no-room.cpp:50
// CHECK-NEXT: called by main {{.*}}no-room.cpp:93
// CHECK-NEXT: not in the profile
// CHECK-NEXT: contract broken: recursion must not allocate, and allocates 28 bytes:
// CHECK: #2 recursion {{.*}}no-room.cpp:59
// CHECK: contract broken: recursion must not allocate, and allocates 28 bytes:
// CHECK: #2 recursion {{.*}}no-room.cpp:62
// CHECK: contract broken: start must not allocate, and allocates 29 bytes:
// CHECK: #2 start {{.*}}no-room.cpp:65
// CHECK-NEXT: not in the profile
// CHECK-NEXT: {{^}}end{{$}}
//
// OFF: full
// OFF: end
//
// ABORT: nothing is broken
// ABORT-NEXT: contract broken: known must not allocate, and allocates 24 bytes:
// ABORT: not in the profile
// ABORT-NOT: contract broken
// LOST: Lost: {{[0-9]+}} allocations
