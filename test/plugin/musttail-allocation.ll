; Intent: a musttail allocation call has its caller's type, so it stays as it is, and
; a remark says whom it is charged to.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s \
; RUN:   -pass-remarks-missed=allocsites 2> %t.err | %FileCheck %s
; RUN: %FileCheck --check-prefix=REMARK %s < %t.err

; REMARK: remark: {{.*}}: the allocation is charged to the caller of wrapper: its call must be a tail call
declare ptr @malloc(i64)
; CHECK-LABEL: define ptr @wrapper(
; CHECK-NEXT: %p = musttail call ptr @malloc(i64 %n)
; CHECK-NEXT: ret ptr %p
define ptr @wrapper(i64 %n) {
  %p = musttail call ptr @malloc(i64 %n)
  ret ptr %p
}
