; Intent: an invoke of an allocation function stays one, and its landing pad as it was.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare ptr @_Znwm(i64)
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: define ptr @f(
; CHECK-NEXT: %p = invoke ptr @__allocsites__Znwm(i64 8, ptr getelementptr
; CHECK-NEXT: to label %ok unwind label %pad
; CHECK: ok:
; CHECK-NEXT: ret ptr %p
; CHECK: pad:
; CHECK-NEXT: %l = landingpad { ptr, i32 }
; CHECK-NEXT: catch ptr null
; CHECK-NEXT: ret ptr null
define ptr @f() personality ptr @__gxx_personality_v0 {
  %p = invoke ptr @_Znwm(i64 8) to label %ok unwind label %pad
ok:
  ret ptr %p
pad:
  %l = landingpad { ptr, i32 } catch ptr null
  ret ptr null
}
