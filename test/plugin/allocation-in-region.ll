; Intent: an allocation is charged to its own site below the caller's, so a record
; that is on the list is taken off before; not where it cannot be.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
declare ptr @malloc(i64)
; CHECK-LABEL: define ptr @f(
; CHECK: call ptr @__allocsites_malloc(i64 1, ptr getelementptr inbounds (i8, ptr @__allocsites_sites.f, i64 [[#]]))
; CHECK-NEXT: %allocsites.parent = load ptr, ptr @__allocsites_top
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @g()
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: call ptr @__allocsites_malloc(i64 2
; CHECK-NEXT: call ptr @__allocsites_malloc(i64 3
; CHECK-NEXT: ret ptr null
define ptr @f() nounwind {
  call ptr @malloc(i64 1)
  call void @g()
  call ptr @malloc(i64 2)
  call ptr @malloc(i64 3)
  ret ptr null
}
; Another block may come from anywhere in the region.
; CHECK-LABEL: define void @blocks(
; CHECK: next:
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: call ptr @__allocsites_malloc(i64 4
define void @blocks() nounwind {
  call void @g()
  br label %next
next:
  call ptr @malloc(i64 4)
  ret void
}
