// Intent: with thread_names=1 what a thread allocates has its name as a label: the
// one that it starts with, from its first allocation on, and the one that it gives
// itself, whatever other labels come and go; without it nothing is told apart.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 -pthread -I%include_dir %s -o %t/program
// RUN: %allocsites-clang++ -std=c++20 -O1 -static -pthread -I%include_dir %s -o %t/static
// RUN: env ALLOCSITES_FILE=%t/off.allocs %t/program && %expect %s %t/off.allocs
// RUN: %not %allocsites top -tagfocus=thread=late %t/off.allocs 2>&1 | %FileCheck %s --check-prefix=OFF
// OFF: unknown tag "thread"
// RUN: for starts in 0 1; do \
// RUN:   for p in program static; do \
// RUN:     rm -f %t/$p.allocs; env ALLOCSITES_OPTIONS=thread_names=1:thread_starts=$starts ALLOCSITES_FILE=%t/$p.allocs %t/$p && \
// RUN:     %expect %s %t/$p.allocs || exit 1; \
// RUN:     for tag in thread=$p thread=early thread=late thread=inner part=one; do \
// RUN:       echo "$tag: $(%allocsites top -functions -alloc_objects -tagfocus=$tag -focus=work %t/$p.allocs | grep 'work(int)')"; \
// RUN:     done > %t/seen && \
// RUN:     %FileCheck %s < %t/seen || exit 1; \
// RUN:   done; \
// RUN: done
// CHECK: thread={{program|static}}: {{ *5 }}
// CHECK-NEXT: thread=early: {{ *300 }}
// CHECK-NEXT: thread=late: {{ *70 }}
// CHECK-NEXT: thread=inner: {{ *9 }}
// CHECK-NEXT: part=one: {{ *40 }}
#include <allocsites/api.h>
#include <cstdlib>
#include <pthread.h>
#include <thread>
static void *volatile Sink;
__attribute__((noinline)) static void work(int Times) {
  for (int I = 0; I < Times; ++I) {
    Sink = malloc(10); // allocs: 384
    free(Sink);
  }
}
int main() {
  work(5);
  std::thread([] { // allocs: some
    pthread_setname_np(pthread_self(), "early");
    work(300);
    {
      allocsites::Label Part("part", "one");
      pthread_setname_np(pthread_self(), "late");
      work(40);
    }
    work(30);
    // A new thread has its starter's name until it has one of its own.
    std::thread([] { // allocs: some
      pthread_setname_np(pthread_self(), "inner");
      work(9);
    })
        .join();
  })
      .join();
}
