; Intent: a function that only makes allocations itself has no record and keeps its
; tail calls; nothing at all happens to a function without sites.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare ptr @malloc(i64)
declare void @free(ptr)
; CHECK-LABEL: define ptr @allocates(
; CHECK-NEXT: tail call void @__allocsites_free(ptr %p)
; CHECK-NEXT: %q = tail call ptr @__allocsites_malloc(i64 8, ptr getelementptr
; CHECK-NEXT: ret ptr %q
define ptr @allocates(ptr %p) {
  tail call void @free(ptr %p)
  %q = tail call ptr @malloc(i64 8)
  ret ptr %q
}
; CHECK-LABEL: define i32 @nothing(
; CHECK-NEXT: ret i32 1
define i32 @nothing() {
  ret i32 1
}
