; Intent: calls that an exception may pass become invokes with a shared cleanup that
; takes the record off; not those that cannot throw, nor in nounwind functions,
; nor an allocation, which finds the record off.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
declare void @h() nounwind
declare ptr @_Znwm(i64)
; CHECK-LABEL: define ptr @f(
; CHECK-SAME: personality ptr @__gxx_personality_v0
; CHECK: invoke void @g()
; CHECK-NEXT: to label %[[A:.*]] unwind label %allocsites.cleanup, !tag
; CHECK: call void @h()
; CHECK: invoke void @g()
; CHECK-NEXT: to label %{{.*}} unwind label %allocsites.cleanup
; CHECK: call ptr @__allocsites__Znwm(
; CHECK: allocsites.cleanup:
; CHECK-NEXT: %[[PAD:.*]] = landingpad { ptr, i32 }
; CHECK-NEXT: cleanup
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: resume { ptr, i32 } %[[PAD]]
define ptr @f() {
  call void @g(), !tag !0
  call void @h()
  call void @g()
  %p = call ptr @_Znwm(i64 1)
  ret ptr %p
}
; CHECK-LABEL: define void @nounwind(
; CHECK: call void @g()
define void @nounwind() nounwind {
  call void @g()
  ret void
}
!0 = !{}
