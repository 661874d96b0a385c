// Intent: a profile is its owner's alone whatever the umask, and never written
// through a link or over a file that is no profile.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %plain-c -O1 %s -o %t/plain
// RUN: %instrument-c -O1 %s -o %t/p
// RUN: (umask 0; env ALLOCSITES_FILE=%t/open.allocs %t/p)
// RUN: stat -c %%a %t/open.allocs | %FileCheck %s
// CHECK: {{^}}600{{$}}
//
// Links in a directory that others write to: to a file, to nothing, hard ones.
// RUN: mkdir %t/shared && chmod 1777 %t/shared
// RUN: echo precious > %t/precious
// RUN: ln -s %t/precious %t/shared/link.allocs
// RUN: ln -s %t/nothing %t/shared/dangling.allocs
// RUN: ln %t/precious %t/shared/hard.allocs
// RUN: mkfifo %t/shared/pipe.allocs
// RUN: for name in link dangling hard pipe; do \
// RUN:   %same --says 'cannot create the profile' %t/plain %t/p %t/shared/$name.allocs || exit 1; \
// RUN: done
// RUN: echo precious | cmp - %t/precious
// RUN: test ! -e %t/nothing -a -L %t/shared/link.allocs -a -L %t/shared/dangling.allocs -a -p %t/shared/pipe.allocs
#include <stdlib.h>
int main(void) {
  void *volatile P = malloc(10);
  free(P);
}
