// Intent: a set-user-id program takes nothing from its environment, neither a
// file's name nor options, and writes no profile.
//
// REQUIRES: root
//
// RUN: D=$(mktemp -d /tmp/allocsites.XXXXXX) && trap 'rm -rf "$D"' EXIT && chmod 755 $D && mkdir -m 1777 $D/out && \
// RUN: cd $D/out && \
// RUN: for runtime in %runtime_dir/liballocsites_rt.a "-static @%runtime_dir/allocsites/static.rsp %runtime_dir/liballocsites_rt_static.a"; do \
// RUN: %clang -g -O1 -fpass-plugin=%plugin %s $runtime -o $D/p && \
// RUN: env ALLOCSITES_FILE=$D/out/a.allocs setpriv --reuid=65534 --clear-groups $D/p && \
// RUN: ls $D/out | %FileCheck %s && rm $D/out/* && \
// RUN: chmod 4755 $D/p && \
// RUN: env ALLOCSITES_FILE=$D/out/b.allocs ALLOCSITES_OPTIONS=verbose=1:wrong=1 setpriv --reuid=65534 --clear-groups $D/p > $D/said 2>&1 && \
// RUN: test ! -s $D/said && \
// RUN: test -z "$(ls $D/out)" || exit 1; done
// CHECK: a.allocs
#include <stdlib.h>
int main(void) {
  void *volatile P = malloc(10);
  free(P);
}
