; Intent: functions that cannot or must not be instrumented stay as they are, and a
; remark says why.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s \
; RUN:   -pass-remarks-missed=allocsites 2> %t.err | %FileCheck %s
; RUN: %FileCheck --check-prefix=WHY %s < %t.err

declare void @g()
declare ptr @malloc(i64)
declare i32 @__CxxFrameHandler3(...)
@resolved = ifunc void (), ptr @resolver

; CHECK-NOT: @__allocsites_top
; CHECK-NOT: @__allocsites_malloc(

; WHY: remark: {{.*}}: naked_one is not instrumented: it has no frame (naked)
define void @naked_one() naked {
  call void asm sideeffect "call malloc", ""()
  unreachable
}
; WHY: remark: {{.*}}: elsewhere is not instrumented: its code comes from another module (available_externally)
define available_externally ptr @elsewhere() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
; WHY: remark: {{.*}}: forbidden is not instrumented: its attributes forbid instrumentation
define ptr @forbidden() disable_sanitizer_instrumentation {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
; WHY: remark: {{.*}}: whole_coroutine is not instrumented: the coroutine is not split yet
define void @whole_coroutine() presplitcoroutine {
  call void @g()
  ret void
}
; WHY: remark: {{.*}}: resolver is not instrumented: it is an ifunc resolver
define ptr @resolver() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
; WHY: remark: {{.*}}: funclets is not instrumented: its exception handling works with funclets
define void @funclets() personality ptr @__CxxFrameHandler3 {
  call void @g()
  ret void
}
; WHY: remark: {{.*}}: __allocsites_own is not instrumented: it belongs to the runtime
define ptr @__allocsites_own() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
; WHY-NOT: not instrumented
