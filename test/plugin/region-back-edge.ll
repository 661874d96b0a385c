; Intent: an edge back to the block that a region begins in leaves the region, since
; it begins there anew.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
; CHECK-LABEL: define void @f(
; CHECK: [[BACK:call.allocsites.leave]]:
; CHECK-NEXT: load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr
; CHECK-NEXT: br label %call
; CHECK: call:
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: br i1 %b, label %[[BACK]], label %{{.*}}
define void @f(i1 %a, i1 %b) nounwind {
  br i1 %a, label %call, label %done, !prof !0
call:
  call void @g()
  br i1 %b, label %call, label %done, !prof !0
done:
  ret void
}
!0 = !{!"branch_weights", i32 1, i32 100000}
