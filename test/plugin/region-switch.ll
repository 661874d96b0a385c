; Intent: several edges from a switch to one block are left through one block.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
; CHECK-LABEL: define i32 @f(
; CHECK: call:
; CHECK: switch i32 %n, label %other [
; CHECK-NEXT: i32 1, label %[[LEAVE:.*]]
; CHECK-NEXT: i32 2, label %[[LEAVE]]
; CHECK: [[LEAVE]]:
; CHECK: store ptr {{.*}}, ptr @__allocsites_top
; CHECK-NEXT: br label %done
; CHECK: done:
; CHECK-NEXT: phi i32
define i32 @f(i1 %c, i32 %n) nounwind {
  br i1 %c, label %call, label %done, !prof !0
call:
  call void @g()
  switch i32 %n, label %other [ i32 1, label %done
                                i32 2, label %done ]
other:
  ret i32 3
done:
  %r = phi i32 [ 0, %0 ], [ 1, %call ], [ 1, %call ]
  ret i32 %r
}
!0 = !{!"branch_weights", i32 1, i32 100000}
