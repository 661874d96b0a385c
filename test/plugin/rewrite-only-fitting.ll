; Intent: a function that merely has an allocation function's name is called as
; before: one of another type, and a static one.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare i32 @malloc(i32)

; CHECK-LABEL: define void @other_type(
; CHECK: call i32 @malloc(i32 1)
define void @other_type() nounwind {
  call i32 @malloc(i32 1)
  ret void
}

; CHECK-LABEL: define internal ptr @calloc(
define internal ptr @calloc(i64 %a, i64 %b) noinline {
  ret ptr null
}
; CHECK-LABEL: define void @local(
; CHECK-NEXT: call ptr @calloc(i64 1, i64 2)
define void @local() {
  call ptr @calloc(i64 1, i64 2)
  ret void
}

; A declaration that does not fit the call, as in old C.
declare ptr @realloc(...)
; CHECK-LABEL: define void @old_c(
; CHECK: call ptr @__allocsites_realloc(ptr null, i64 8, ptr getelementptr
define void @old_c() nounwind {
  call ptr @realloc(ptr null, i64 8)
  ret void
}
