// Intent: with thread_starts=1 what a thread allocates stands below the calls that
// started it, and of those that started its starter, with the labels that are
// set, whichever come and go in the thread; without it, below its own alone.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 -pthread -I%include_dir %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/off.allocs %t/p
// RUN: env ALLOCSITES_OPTIONS=thread_starts=1 ALLOCSITES_FILE=%t/on.allocs %t/p
// RUN: env ALLOCSITES_OPTIONS=thread_starts=1:recursion=1 ALLOCSITES_FILE=%t/deep.allocs %t/p
//
// Counts by line do not change.
// RUN: %expect %s %t/off.allocs && %expect %s %t/on.allocs && %expect %s %t/deep.allocs
//
// RUN: %allocsites tree -alloc_objects -focus=make %t/off.allocs | %FileCheck %s --check-prefix=OFF
// OFF-NOT: {{main|first|second}}
// OFF: work
//
// RUN: %allocsites tree -alloc_objects -focus=make %t/on.allocs | %FileCheck %s --check-prefix=ON
// RUN: %allocsites tree -alloc_objects -focus=make -functions %t/deep.allocs > %t/tree
// RUN: %FileCheck %s --check-prefix=DEEP < %t/tree
// RUN: grep -c 'descend(int) *$' %t/tree | %FileCheck %s --check-prefix=LEVELS
// ON: {{^ +17 .*%  +0 .*}}  main
// ON-NEXT: {{^ +12 }}{{.*}}    second()
// ON-NEXT: {{^ +12 }}{{.*}}      descend(int)
// ON: {{^ +12 }}{{.*}}  start(
// ON-NEXT: {{^ +6 }}{{.*}}  work(
// ON: {{^ +5 }}{{.*}}    first()
// ON-NEXT: {{^ +5 }}{{.*}}      start(
// LEVELS: {{^}}101{{$}}
// DEEP: {{^ +12 }}{{.*}}  start(
// DEEP: {{^ +6 }}{{.*}}  work(
// DEEP: {{^ +5 }}{{.*}}    first()
//
// RUN: for profile in on deep; do \
// RUN:   for label in at=second in=thread; do \
// RUN:     %allocsites top --json -focus=make -tagfocus=$label %t/$profile.allocs | %FileCheck %s --check-prefix=${label##*=} || exit 1; \
// RUN:   done; \
// RUN: done
// second: "function":"make()"{{.*}}"flat":{"alloc_objects":8,
// thread: "function":"make()"{{.*}}"flat":{"alloc_objects":4,
#include "allocsites/api.h"
#include <cstdlib>
#include <pthread.h>
static void *volatile Seen;
__attribute__((noinline)) static void make() {
  Seen = malloc(8); // allocs: 17
}
// As deep as the stack of who started it was.
__attribute__((noinline)) static void *work(void *) {
  for (int I = 0; I < 3; ++I)
    make();
  {
    allocsites::Label Own("in", "thread");
    make();
    // What it came with.
    allocsites_pop_label();
    allocsites_pop_label();
    make();
    allocsites_push_label("in", "thread");
    make();
  }
  return nullptr;
}
__attribute__((noinline)) static void start(void *(*What)(void *)) {
  pthread_t Thread;
  if (pthread_create(&Thread, nullptr, What, nullptr) == 0) // allocs: some
    pthread_join(Thread, nullptr);
  Seen = nullptr;
}
__attribute__((noinline)) static void descend(int Depth) {
  if (Depth)
    descend(Depth - 1);
  else
    start([](void *) -> void * {
      start(work);
      work(nullptr);
      return nullptr;
    });
  Seen = nullptr;
}
__attribute__((noinline)) static void second() {
  allocsites::Label L("at", "second");
  descend(100);
}
__attribute__((noinline)) static void first() {
  start([](void *) -> void * {
    for (int I = 0; I < 5; ++I)
      make();
    return nullptr;
  });
}
int main() {
  first();
  second();
}
