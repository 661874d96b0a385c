; Intent: a remark tells what was done to each instrumented function.
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites' -disable-output %s \
; RUN:   -pass-remarks=allocsites 2>&1 | %FileCheck %s
;

; CHECK: remark: {{.*}}: f is instrumented: 3 sites, 1 of them rewritten allocation calls; 1 regions, 2 cleanups
; CHECK-NOT: remark: 
declare void @g()
declare ptr @malloc(i64)
define ptr @f() {
  call void @g()
  call void @g()
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
define void @nothing() {
  ret void
}
