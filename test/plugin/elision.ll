; Intent: whoever optimises after the pass (LTO) can still remove what a new
; expression allocates in vain, but not what a plain operator new call does.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,instcombine' -S %s | %FileCheck %s

declare ptr @_Znwm(i64) #0
declare void @_ZdlPv(ptr) #0
; As LLVM declares them once it has inferred attributes.
declare ptr @malloc(i64) allockind("alloc,uninitialized") allocsize(0) "alloc-family"="malloc"
declare ptr @calloc(i64, i64) allockind("alloc,zeroed") allocsize(0, 1) "alloc-family"="malloc"
declare void @free(ptr allocptr) allockind("free") "alloc-family"="malloc"

; CHECK-LABEL: define void @removable(
; CHECK-NEXT: ret void
define void @removable() nounwind {
  %p = call ptr @_Znwm(i64 8) #1
  call void @_ZdlPv(ptr %p) #1
  %q = call ptr @malloc(i64 8)
  call void @free(ptr %q)
  %r = call ptr @calloc(i64 8, i64 8)
  call void @free(ptr %r)
  ret void
}
; CHECK-LABEL: define void @kept(
; CHECK-NEXT: call ptr @__allocsites__Znwm(
define void @kept() nounwind {
  %p = call ptr @_Znwm(i64 8)
  call void @_ZdlPv(ptr %p)
  ret void
}
; What is stored in a record must not be thought unread by the entry.
declare void @g()
; CHECK-LABEL: define ptr @stores_stay(
; CHECK: store ptr getelementptr {{.*}} %{{.*}}
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK: call void @g()
; CHECK: store ptr {{.*}}, ptr @__allocsites_top
; CHECK: call {{.*}}ptr @__allocsites_malloc
define ptr @stores_stay() nounwind {
  call void @g()
  %p = call ptr @malloc(i64 8)
  call void @g()
  ret ptr %p
}
attributes #0 = { nobuiltin }
attributes #1 = { builtin }
