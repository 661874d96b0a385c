; Intent: without debug information sites are known by function, and one line says
; which flags to add; a module without sites needs no such line.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s 2> %t.err \
; RUN:   | %python %S/Inputs/site_tables.py | %FileCheck %s
; RUN: %FileCheck --check-prefix=WARN %s < %t.err
; RUN: env ALLOCSITES_PLUGIN_OPTIONS=warnings=0 %opt -load-pass-plugin=%plugin \
; RUN:   -passes='allocsites,verify' -S %s 2>&1 >/dev/null | %not grep .
; RUN: echo 'define void @f() { ret void }' \
; RUN:   | %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S 2>&1 >/dev/null | %not grep .

; WARN: allocsites: warning: {{.*}}no-debug-info.ll: no debug information: {{.*}} -g, or -gline-tables-only -fdebug-info-for-profiling
; WARN-NOT: warning
declare ptr @malloc(i64)
; One scope without a file, one frame without a line, two sites.
; CHECK: table _Z1fv: 2 sites
; CHECK-NEXT: site flags=1 callee=malloc type=-
; CHECK-NEXT: _Z1fv (-:0) 0:0:0
; CHECK-NEXT: site flags=1 callee=malloc type=-
; CHECK-NEXT: _Z1fv (-:0) 0:0:0
; CHECK-NEXT: table g: 1 sites
define void @_Z1fv() {
  call ptr @malloc(i64 1)
  call ptr @malloc(i64 2)
  ret void
}
define void @g() {
  call ptr @malloc(i64 1)
  ret void
}
