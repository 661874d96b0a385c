; Intent: a loop that calls at each turn has its region around it, not inside; one that
; seldom calls, inside.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
; CHECK-LABEL: define void @always(
; CHECK: load ptr, ptr @__allocsites_top
; CHECK: loop:
; CHECK-NOT: load ptr, ptr @__allocsites_top
; CHECK: call void @g()
; CHECK-NEXT: %m = sub
; CHECK: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: load ptr, ptr %allocsites.record
define void @always(i32 %n) nounwind {
  br label %loop
loop:
  %i = phi i32 [ %n, %0 ], [ %m, %loop ]
  call void @g()
  %m = sub i32 %i, 1
  %again = icmp ne i32 %m, 0
  br i1 %again, label %loop, label %done
done:
  ret void
}
; CHECK-LABEL: define void @seldom(
; CHECK-NOT: @__allocsites_top
; CHECK: call:
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: done:
; CHECK-NEXT: ret void
define void @seldom(i32 %n) nounwind {
  br label %loop
loop:
  %i = phi i32 [ %n, %0 ], [ %m, %next ]
  %rare = icmp eq i32 %i, 77
  br i1 %rare, label %call, label %next, !prof !0
call:
  call void @g()
  br label %next
next:
  %m = sub i32 %i, 1
  %again = icmp ne i32 %m, 0
  br i1 %again, label %loop, label %done
done:
  ret void
}
!0 = !{!"branch_weights", i32 1, i32 100000}
