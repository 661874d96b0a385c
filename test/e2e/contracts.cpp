// Intent: what a function allocates that promises not to is told with the calls from
// it to the allocation, once for each path, inlined or not; the profile has the counts.
// A promise that is kept says nothing.
//
// RUN: rm -rf %t && mkdir -p %t
// Clang 16 hands on no annotations of constructors.
// RUN: if test %llvm_version = 16; then export ALLOCSITES_PLUGIN_OPTIONS=no-alloc=List::List; fi; \
// RUN:   for o in 0 2; do %instrument-cxx -O$o -I%include_dir -pthread %s -o %t/p && \
// RUN:   env ALLOCSITES_FILE=%t/$o.allocs %t/p 2> %t/$o.err && \
// RUN:   %FileCheck %s < %t/$o.err && \
// RUN:   test $(grep -c 'contract broken' %t/$o.err) = 8 || exit 1; \
// RUN:   %allocsites contracts -sample_index=alloc_objects %t/$o.allocs > %t/$o.out; \
// RUN:   test $? = 1 || exit 1; \
// RUN:   %FileCheck %s --check-prefix=COUNTS < %t/$o.out || exit 1; done
// RUN: env ALLOCSITES_FILE=%t/off.allocs ALLOCSITES_OPTIONS=contracts=off %t/p 2> %t/off.err
// RUN: test ! -s %t/off.err
// RUN: env ALLOCSITES_FILE=%t/kept.allocs %t/p kept 2> %t/kept.err
// RUN: test ! -s %t/kept.err
// RUN: %allocsites contracts %t/kept.allocs | %FileCheck %s --check-prefix=KEPT
// KEPT: no contract is broken
#include <allocsites/api.h>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#define NO_ALLOC [[clang::annotate("allocsites::none")]]
static void *volatile Sink;
static void take(size_t Bytes) {
  Sink = malloc(Bytes);
  free(Sink);
}

// CHECK: allocsites: contract broken: {{.*}}direct{{.*}} must not allocate, and allocates 10 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: #1 {{.*}}direct{{.*}} {{.*}}contracts.cpp:[[@LINE+4]]
// CHECK-NEXT: called by {{.*}}main{{.*}} {{.*}}contracts.cpp:
// COUNTS-DAG: 3 {{.*}} direct(int) {{.*}}contracts.cpp:[[@LINE+1]]{{$}}
NO_ALLOC static void direct(int Bytes) {
  Sink = malloc(size_t(Bytes));
  free(Sink);
}

// A function that is called through others, which may be inlined.
// CHECK: contract broken: {{.*}}through{{.*}} allocates 11 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: #1 {{.*}}take{{.*}} {{.*}}contracts.cpp:
// CHECK-NEXT: #2 {{.*}}middle{{.*}} {{.*}}contracts.cpp:[[@LINE+3]]
// CHECK-NEXT: #3 {{.*}}through{{.*}} {{.*}}contracts.cpp:[[@LINE+4]]
// CHECK-NEXT: called by
static void middle() { take(11); }
// COUNTS-DAG: 3 {{.*}} through() {{.*}}contracts.cpp:[[@LINE+1]]{{$}}
NO_ALLOC static void through() { middle(); }

// In a library.
// CHECK: contract broken: {{.*}}grows{{.*}} allocates
// CHECK: #{{[0-9]+}} {{.*}}grows{{.*}} {{.*}}contracts.cpp:[[@LINE+3]]
// COUNTS-DAG: 1 {{.*}} grows({{.*}}) {{.*}}contracts.cpp:[[@LINE+1]]{{$}}
NO_ALLOC static void grows(std::string &Text) {
  Text += "0123456789012345678901234567890123456789";
}

// Called back by code without the plugin.
// CHECK: contract broken: {{.*}}callsBack{{.*}} allocates 3 bytes:
// CHECK-NEXT: #0 malloc
// CHECK-NEXT: take
// CHECK-NEXT: #2 {{.*}}compare{{.*}} {{.*}}contracts.cpp:[[@LINE+4]]
// CHECK-NEXT: #3 qsort
// CHECK-NEXT: #4 {{.*}}callsBack{{.*}} {{.*}}contracts.cpp:[[@LINE+7]]
static int compare(const void *A, const void *B) {
  take(3);
  return *static_cast<const int *>(A) - *static_cast<const int *>(B);
}
// COUNTS-DAG: {{[0-9]+}} {{.*}} callsBack(int*) {{.*}}contracts.cpp:[[@LINE+1]]{{$}}
NO_ALLOC static void callsBack(int *Three) {
  qsort(Three, 3, sizeof *Three, compare);
}

// A constructor.
// CHECK: contract broken: {{.*}}List{{.*}} allocates 400 bytes:
// CHECK: called by
struct List {
  std::vector<int> Numbers;
  // COUNTS-DAG: 3 {{.*}} List::List(int) {{.*}}contracts.cpp:[[@LINE+1]]{{$}}
  NO_ALLOC explicit List(int Count) : Numbers(size_t(Count)) {
    Sink = Numbers.data();
  }
};

// An exception, and what its handler allocates.
// CHECK: contract broken: {{.*}}throws{{.*}} allocates
// CHECK-NEXT: #0 __cxa_allocate_exception
// CHECK-NEXT: #1 {{.*}}throws{{.*}} {{.*}}contracts.cpp:[[@LINE+6]]
// CHECK: contract broken: {{.*}}throws{{.*}} allocates 5 bytes:
// CHECK: #2 {{.*}}throws{{.*}} {{.*}}contracts.cpp:[[@LINE+6]]
// COUNTS-DAG: 6 {{.*}} throws() {{.*}}contracts.cpp:[[@LINE+1]]{{$}}
NO_ALLOC static void throws() {
  try {
    throw 1;
  } catch (int) {
    take(5);
  }
}
// What caught the exception promised nothing.
NO_ALLOC [[noreturn]] static void leaves() {
  allocsites::AllowAllocations Allowed;
  throw 1;
}

// The innermost promise is what is broken; whoever lets it be is not.
// CHECK: contract broken: {{.*}}innermost{{.*}} allocates 6 bytes:
// COUNTS-DAG: 3 {{.*}} innermost() {{.*}}contracts.cpp:[[@LINE+1]]{{$}}
NO_ALLOC static void innermost() { take(6); }
NO_ALLOC static void outer() { innermost(); }
// CHECK-NOT: contract broken
[[clang::annotate("allocsites::any")]] static void letOff() { take(7); }
NO_ALLOC static void kept() {
  letOff();
  allocsites::AllowAllocations Allowed;
  take(8);
  // COUNTS-NOT: {{kept|letOff|leaves}}
}
NO_ALLOC static void startsThread() {
  // What a thread allocates is not a call's doing; starting it is.
  allocsites::AllowAllocations Allowed;
  std::thread([] {
    allocsites_pop_label();
    take(9);
  }).join();
}
NO_ALLOC static int quiet(int X) { return X * 2; }

int main(int Count, char **) {
  std::string Text;
  int Three[] = {3, 2, 1};
  for (int I = 0; I < 3; ++I) {
    if (Count == 1) {
      direct(10);
      through();
      if (!I)
        grows(Text);
      callsBack(Three);
      List Numbers(100);
      throws();
      outer();
    }
    kept();
    startsThread();
    try {
      leaves();
    } catch (int) {
      take(1);
    }
  }
  return quiet(0);
}
// COUNTS: (total)
