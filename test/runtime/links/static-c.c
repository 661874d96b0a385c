// Intent: a C program without a dynamic linker gets no C++ library; each
// allocation counts once, from the first of the C library's own start on: as
// many as a wrapper of the same functions counts without us.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for mode in -static -static-pie; do \
// RUN:   %clang -g -O1 $mode -DCOUNT -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=memalign,--wrap=aligned_alloc,--wrap=posix_memalign,--wrap=valloc,--wrap=pvalloc %s -o %t/plain && \
// RUN:   %t/plain > %t/count && \
// RUN:   %allocsites-clang -O1 $mode %s -o %t/p && \
// RUN:   env ALLOCSITES_FILE=%t/p.allocs %t/p && \
// RUN:   %expect %s %t/p.allocs && \
// RUN:   %allocsites top --json %t/p.allocs | grep -o '"alloc_objects":[0-9]*' | head -1 > %t/ours && \
// RUN:   cat %t/count && diff %t/count %t/ours && rm %t/p.allocs || exit 1; \
// RUN: done
// RUN: nm %t/p | %FileCheck %s
// CHECK-NOT: __cxa_throw
// CHECK: malloc
// CHECK-NOT: __cxa_throw
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef COUNT
static unsigned long Count;
#define ANY(Name, Parameters, Arguments)                                       \
  void *__real_##Name Parameters;                                              \
  void *__wrap_##Name Parameters {                                             \
    void *Block = __real_##Name Arguments;                                     \
    __atomic_fetch_add(&Count, Block != 0, __ATOMIC_RELAXED);                  \
    return Block;                                                              \
  }
ANY(malloc, (size_t A), (A))
ANY(calloc, (size_t A, size_t B), (A, B))
ANY(realloc, (void *A, size_t B), (A, B))
ANY(memalign, (size_t A, size_t B), (A, B))
ANY(aligned_alloc, (size_t A, size_t B), (A, B))
ANY(valloc, (size_t A), (A))
ANY(pvalloc, (size_t A), (A))
int __real_posix_memalign(void **, size_t, size_t);
int __wrap_posix_memalign(void **To, size_t A, size_t B) {
  int Error = __real_posix_memalign(To, A, B);
  __atomic_fetch_add(&Count, Error == 0, __ATOMIC_RELAXED);
  return Error;
}
__attribute__((destructor)) static void atEnd(void) {
  char Text[64];
  int Length = snprintf(Text, sizeof Text, "\"alloc_objects\":%lu\n", Count);
  if (write(1, Text, Length) != Length)
    _exit(1);
}
#endif
static void *volatile Sink;
static void *work(void *Given) {
  for (int I = 0; I < 100; ++I) {
    Sink = malloc(I); // allocs: 400
    free(Sink);
  }
  return Given;
}
static jmp_buf Back;
__attribute__((noinline)) static void jump(void) {
  Sink = malloc(3); // allocs: 10
  longjmp(Back, 1);
}
int main(void) {
  pthread_t Threads[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&Threads[I], 0, work, 0); // allocs: some
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], 0);
  void *Block = 0;
  for (int I = 1; I <= 20; ++I)
    Sink = Block = realloc(Block, I * 100); // allocs: 20
  free(Block);
  Sink = calloc(3, 5);                 // allocs: 1
  Sink = reallocarray(0, 3, 5);        // allocs: 1
  Sink = memalign(64, 100);            // allocs: 1
  Sink = aligned_alloc(64, 128);       // allocs: 1
  Sink = valloc(10);                   // allocs: 1
  Sink = pvalloc(10);                  // allocs: 1
  if (posix_memalign(&Block, 64, 100)) // allocs: 1
    return 1;
  Sink = malloc((size_t)1 << 62); // allocs: 0
  char *Text = strdup("text");    // allocs: 1
  Sink = Text;
  if (asprintf(&Text, "%d", 7) < 0) // allocs: some
    return 1;
  for (volatile int I = 0; I < 10; ++I)
    if (!setjmp(Back))
      jump();
  // What a child does is its own.
  pid_t Child = fork();
  if (Child == 0) {
    for (int I = 0; I < 50; ++I)
      Sink = malloc(1);
    _exit(0);
  }
  int Status;
  return waitpid(Child, &Status, 0) != Child || Status;
}
