; Intent: an unknown option, or a value that makes no sense, is one warning that names
; it and what is known; never an error.
;
; RUN: env ALLOCSITES_PLUGIN_OPTIONS='colour=blue:placement=up:allocators=f,g@1*x:skip-files=[:warnings=1' \
; RUN:   %opt -load-pass-plugin=%plugin -passes=allocsites -S %s 2> %t.err | %FileCheck %s
; RUN: env ALLOCSITES_PLUGIN_OPTIONS=colour=blue %clang -O1 -fpass-plugin=%plugin -c %s -o %t.o 2>&1 | %FileCheck --check-prefix=CLANG %s
; CLANG: allocsites: warning: unknown plugin option 'colour'
; RUN: %FileCheck --check-prefix=WARN %s < %t.err

; CHECK: define void @f()
; WARN: allocsites: warning: unknown plugin option 'colour' (known: allocators, deallocators, elided, may-alloc, no-alloc, placement, skip-files, skip-functions, stack-switches, warnings)
; WARN-NEXT: allocsites: warning: plugin option 'placement' is 'entry' or 'lazy', not 'up'
; WARN-NEXT: allocsites: warning: 'f' is not of the form name@argument
; WARN-NEXT: allocsites: warning: 'g@1*x' is not of the form name@argument
; WARN-NEXT: allocsites: warning: pattern '[' is not understood
; WARN-NOT: warning
define void @f() {
  ret void
}
