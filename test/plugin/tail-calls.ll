; Intent: no call of a function with a record is marked tail; a musttail call is made
; with the record taken off.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g(i32)
declare void @f2(i32)
; CHECK-LABEL: define void @f(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: {{^ *}}call void @g(i32 %n)
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: musttail call void @f2(i32 %n)
; CHECK-NEXT: ret void
define void @f(i32 %n) nounwind {
  tail call void @g(i32 %n)
  musttail call void @f2(i32 %n)
  ret void
}
; CHECK-LABEL: define void @only(
; CHECK-NEXT: musttail call void @f2(i32 %n)
; CHECK-NEXT: ret void
define void @only(i32 %n) nounwind {
  musttail call void @f2(i32 %n)
  ret void
}
; Not in the region: nothing was pushed, so nothing is to be taken off.
; CHECK-LABEL: define void @other_path(
; CHECK: b:
; CHECK-NEXT: musttail call void @f3(i1 %c, i32 %n)
define void @other_path(i1 %c, i32 %n) nounwind {
  br i1 %c, label %a, label %b, !prof !0
a:
  tail call void @g(i32 %n)
  ret void
b:
  musttail call void @f3(i1 %c, i32 %n)
  ret void
}
declare void @f3(i1, i32)
!0 = !{!"branch_weights", i32 1, i32 100000}
