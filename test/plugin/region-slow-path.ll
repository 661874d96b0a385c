; Intent: a path without calls does not touch the record: the region is the slow path
; alone, and is left on the edge back.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @grow()
; CHECK-LABEL: define i32 @push(
; CHECK-NEXT: %allocsites.record = alloca
; CHECK-NEXT: br i1 %full, label %slow, label %fast
; CHECK: slow:
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: call void @grow()
; CHECK-NEXT: br label %[[LEAVE:.*]]
; CHECK: [[LEAVE]]:
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: br label %fast
; CHECK: fast:
; CHECK-NEXT: %r = phi i32 [ 0, %{{.*}} ], [ 1, %[[LEAVE]] ]
; CHECK-NEXT: ret i32 %r
define i32 @push(i1 %full) nounwind {
  br i1 %full, label %slow, label %fast
slow:
  call void @grow()
  br label %fast
fast:
  %r = phi i32 [ 1, %slow ], [ 0, %0 ]
  ret i32 %r
}
; CHECK-LABEL: define void @cold_exits(
; CHECK-NOT: @__allocsites_top
; CHECK: {{^(a|b):}}
define void @cold_exits(i32 %n) nounwind {
  switch i32 %n, label %done [ i32 1, label %a
                               i32 2, label %b ], !prof !0
a:
  call void @grow()
  ret void
b:
  call void @grow()
  ret void
done:
  ret void
}
!0 = !{!"branch_weights", i32 1000, i32 1, i32 1}
