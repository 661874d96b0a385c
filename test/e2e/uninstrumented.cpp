// Intent: a program without the plugin leaves no profile, or with the runtime
// preloaded one that is exact by module; both are told what to do, and the
// program's own output and status stay as they are.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %clangxx -stdlib=%cxxlib -std=c++20 -O1 %s -o p
// RUN: %allocsites run -- ./p > out 2> err; test $? = 9
// RUN: echo unharmed | cmp - out && %FileCheck %s --check-prefix=NONE < err
// RUN: ls | %not grep allocs
// NONE: allocsites: ./p left no profile at %e.%p.allocs: neither it nor a program that it started is instrumented
// NONE-NEXT: build it with
// NONE-NEXT: allocsites-clang++ -O2
//
// RUN: env LD_PRELOAD=%runtime_dir/liballocsites_rt.so ALLOCSITES_FILE=x.allocs ./p > out 2> err; test $? = 9
// RUN: echo unharmed | cmp - out && test ! -s err
// RUN: %allocsites top --json x.allocs 2> err | %FileCheck %s
// RUN: %FileCheck %s --check-prefix=SAYS < err && test $(wc -l < err) = 1
// CHECK: "rows"
// CHECK: "function":"[outside instrumented code]",{{.*}}"file":"{{.*}}/p",{{.*}}"flat":{"alloc_objects":5,"alloc_space":500,
// SAYS: allocsites: warning: x.allocs: no allocation of {{.*}}/p was made in instrumented code; compile its sources with allocsites-clang++
//
// RUN: env LD_PRELOAD=%runtime_dir/liballocsites_rt.so %allocsites run -o y.allocs -- ./p > out 2> err; test $? = 9
// RUN: echo unharmed | cmp - out && %FileCheck %s --check-prefix=REPORT < err
// REPORT: allocsites: profile: y.allocs
// REPORT: allocsites: warning: {{.*}}y.allocs: no allocation of
// REPORT: [outside instrumented code] {{.*}}/p
#include <unistd.h>
static void *volatile Sink;
int main() {
  for (int I = 0; I < 5; ++I)
    Sink = ::operator new(100);
  return write(1, "unharmed\n", 9); // 9
}
