; Intent: direct calls to the C allocation functions become calls of the runtime's
; entries, with the site as the last argument.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare ptr @malloc(i64)
declare ptr @calloc(i64, i64)
declare ptr @realloc(ptr, i64)
declare ptr @reallocarray(ptr, i64, i64)
declare ptr @aligned_alloc(i64, i64)
declare ptr @memalign(i64, i64)
declare i32 @posix_memalign(ptr, i64, i64)
declare ptr @valloc(i64)
declare ptr @pvalloc(i64)

; CHECK-LABEL: define void @all(
; CHECK: call ptr @__allocsites_malloc(i64 1, ptr getelementptr inbounds (i8, ptr @__allocsites_sites.all, i64 [[#]]))
; CHECK: call ptr @__allocsites_calloc(i64 1, i64 2, ptr getelementptr inbounds (i8, ptr @__allocsites_sites.all, i64 [[#]]))
; CHECK: call ptr @__allocsites_realloc(ptr %p, i64 2, ptr getelementptr
; CHECK: call ptr @__allocsites_reallocarray(ptr %p, i64 2, i64 3, ptr getelementptr
; CHECK: call ptr @__allocsites_aligned_alloc(i64 16, i64 32, ptr getelementptr
; CHECK: call ptr @__allocsites_memalign(i64 16, i64 32, ptr getelementptr
; CHECK: call i32 @__allocsites_posix_memalign(ptr %p, i64 16, i64 32, ptr getelementptr
; CHECK: call ptr @__allocsites_valloc(i64 1, ptr getelementptr
; CHECK: call ptr @__allocsites_pvalloc(i64 1, ptr getelementptr
; CHECK-NEXT: ret void
define void @all(ptr %p) {
  call ptr @malloc(i64 1)
  call ptr @calloc(i64 1, i64 2)
  call ptr @realloc(ptr %p, i64 2)
  call ptr @reallocarray(ptr %p, i64 2, i64 3)
  call ptr @aligned_alloc(i64 16, i64 32)
  call ptr @memalign(i64 16, i64 32)
  call i32 @posix_memalign(ptr %p, i64 16, i64 32)
  call ptr @valloc(i64 1)
  call ptr @pvalloc(i64 1)
  ret void
}
