// Intent: where a quota is used up, on file systems that allocate ahead and on
// those that cannot, one line says so and the program goes on; never a SIGBUS.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O0 %s -o %t/p
// RUN: for how in ALLOCATES_AHEAD NO_FALLOCATE; do \
// RUN:   env ALLOCSITES_OPTIONS=recursion=1 $how=1 ALLOCSITES_FILE=%t/$how.allocs %t/p > %t/out 2>&1 && \
// RUN:   %FileCheck %s < %t/out && \
// RUN:   %allocsites top --json %t/$how.allocs > %t/json && \
// RUN:   %python -c 'import json; j = json.load(open("%t/json")); lost = j["lost"]["alloc_objects"]; kept = sum(r["flat"]["alloc_objects"] for r in j["rows"] if "descend" in r["function"]); print(kept, lost); assert kept and lost and kept + lost == 10001' \
// RUN:   || exit 1; \
// RUN: done
// CHECK: allocsites: the profile cannot grow, {{.*}}.allocs: disk quota exceeded
// CHECK-NEXT: unharmed
// CHECK-NOT: {{.}}
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <sys/syscall.h>
#include <unistd.h>
// What the runtime asks the system for, with a quota of 200 KiB.
static constexpr off_t Quota = 200 << 10;
extern "C" int fallocate(int File, int Mode, off_t From, off_t Bytes) {
  if (getenv("NO_FALLOCATE")) {
    errno = EOPNOTSUPP;
    return -1;
  }
  if (From + Bytes > Quota) {
    errno = EDQUOT;
    return -1;
  }
  return int(syscall(SYS_fallocate, File, Mode, From, Bytes));
}
extern "C" ssize_t pwrite(int File, const void *Buffer, size_t Bytes,
                          off_t At) {
  if (At + off_t(Bytes) > Quota) {
    errno = EDQUOT;
    return -1;
  }
  return syscall(SYS_pwrite64, File, Buffer, Bytes, At);
}
static void *volatile Sink;
static void descend(int Depth) {
  Sink = malloc(8);
  if (Depth)
    descend(Depth - 1);
}
int main() {
  descend(10000);
  fputs("unharmed\n", stderr);
}
