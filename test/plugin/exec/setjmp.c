// Intent: after a longjmp over frames with records, the function that called
// setjmp goes on with its own record, and leaves it.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for o in 0 1 2 3; do \
// RUN:   %clang -g -O$o -fpass-plugin=%plugin %s %t/rt.o -o %t/a && \
// RUN:   env TRACE=1 %t/a 2> %t/trace.$o && %FileCheck %s < %t/trace.$o || exit 1; \
// RUN: done
#include <setjmp.h>
#include <stdlib.h>

#define KEEP __attribute__((noinline))
void *volatile Sink;
static jmp_buf Env;

KEEP void jumps(int n) {
  Sink = malloc(n);
  if (n == 0)
    longjmp(Env, 1);
  jumps(n - 1);
  Sink = malloc(n);
}
KEEP int catches(void) {
  if (setjmp(Env) == 0) {
    jumps(2);
    return 0;
  }
  // CHECK: malloc 0: malloc in jumps
  // CHECK-NEXT: malloc 100: malloc in catches setjmp.c:[[@LINE+1]]:10 <- catches in main setjmp.c:[[@LINE+6]]:5{{$}}
  Sink = malloc(100);
  return 1;
}
int main(void) {
  for (int i = 0; i < 2; ++i)
    catches();
  // CHECK: malloc 200: malloc in main setjmp.c:[[@LINE+1]]:10{{$}}
  Sink = malloc(200);
  return 0;
}
// CHECK: end
