// Intent: what the plugin says is never an error, not even under -Werror.
//
// RUN: env ALLOCSITES_PLUGIN_OPTIONS=nonsense=1 %clang -Werror -O1 -fpass-plugin=%plugin -c %s -o %t.o 2> %t.err
// RUN: %FileCheck %s < %t.err
#include <stdlib.h>
void *f(void) { return malloc(1); }
// CHECK: allocsites: warning: unknown plugin option 'nonsense'
// CHECK: allocsites: warning: {{.*}}werror.c: no debug information
// CHECK-NOT: warning
