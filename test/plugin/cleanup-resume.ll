; Intent: a cleanup that the function has takes the record off before it resumes; a
; function keeps the personality it has.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
declare void @destroy() nounwind
declare i32 @__gxx_personality_v0(...)
; CHECK-LABEL: define void @f(
; CHECK-SAME: personality ptr @__gxx_personality_v0
; CHECK: pad:
; CHECK: call void @destroy()
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: resume { ptr, i32 } %l
define void @f() personality ptr @__gxx_personality_v0 {
  invoke void @g() to label %done unwind label %pad
done:
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  call void @destroy()
  resume { ptr, i32 } %l
}
