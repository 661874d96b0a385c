; Intent: no record for calls that cannot allocate: intrinsics, and callees that
; cannot change memory that the caller does not hand over.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @none() memory(none)
declare void @reads() memory(read)
declare void @args(ptr) memory(argmem: readwrite)
declare void @hidden() memory(inaccessiblemem: readwrite)
declare void @writes() memory(write)
declare ptr @my_alloc(i64) allockind("alloc") memory(argmem: read)

; CHECK-LABEL: define void @cannot(
; CHECK-NOT: store
; CHECK: ret void
define void @cannot(ptr %p) {
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %p, i64 8, i1 false)
  call void @none()
  call void @reads()
  call void @args(ptr %p)
  call void @writes() memory(none)
  ret void
}
; CHECK-LABEL: define void @may(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @hidden()
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @writes()
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call ptr @my_alloc(i64 8)
define void @may() nounwind {
  call void @hidden()
  call void @writes()
  call ptr @my_alloc(i64 8)
  ret void
}
