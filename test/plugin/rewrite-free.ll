; Intent: all forms of free and operator delete become calls of the runtime's
; entry of the same type, also where that must be a tail call; they need no site.
; What merely has such a name does not. The linker is still asked for the
; functions themselves, but for those that the program need not have. What gives
; back what a new expression allocates can still be removed together with it: see
; elision.ll.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @free(ptr)
declare void @_ZdlPv(ptr) #0
declare void @_ZdaPv(ptr) #0
declare void @_ZdlPvm(ptr, i64) #0
declare void @_ZdaPvm(ptr, i64) #0
declare void @_ZdlPvRKSt9nothrow_t(ptr, ptr) #0
declare void @_ZdaPvRKSt9nothrow_t(ptr, ptr) #0
declare void @_ZdlPvSt11align_val_t(ptr, i64) #0
declare void @_ZdaPvSt11align_val_t(ptr, i64) #0
declare void @_ZdlPvmSt11align_val_t(ptr, i64, i64) #0
declare void @_ZdaPvmSt11align_val_t(ptr, i64, i64) #0
declare void @_ZdlPvSt11align_val_tRKSt9nothrow_t(ptr, i64, ptr) #0
declare void @_ZdaPvSt11align_val_tRKSt9nothrow_t(ptr, i64, ptr) #0

; CHECK: module asm ".globl free"
; CHECK-NEXT: module asm ".globl _ZdlPv"
; CHECK-COUNT-11: module asm ".globl _Zd
; CHECK-NOT: module asm
; CHECK-NOT: @__allocsites_sites.all
; CHECK-LABEL: define void @all(
; CHECK-NEXT: call void @__allocsites_free(ptr %p)
; CHECK-NEXT: call void @__allocsites__ZdlPv(ptr {{.*}}%p)
; CHECK-NEXT: call void @__allocsites__ZdaPv(ptr {{.*}}%p)
; CHECK-NEXT: call void @__allocsites__ZdlPvm(ptr {{.*}}%p, i64 1)
; CHECK-NEXT: call void @__allocsites__ZdaPvm(ptr {{.*}}%p, i64 2)
; CHECK-NEXT: call void @__allocsites__ZdlPvRKSt9nothrow_t(ptr {{.*}}%p, ptr null)
; CHECK-NEXT: call void @__allocsites__ZdaPvRKSt9nothrow_t(ptr {{.*}}%p, ptr null)
; CHECK-NEXT: call void @__allocsites__ZdlPvSt11align_val_t(ptr {{.*}}%p, i64 32)
; CHECK-NEXT: call void @__allocsites__ZdaPvSt11align_val_t(ptr {{.*}}%p, i64 32)
; CHECK-NEXT: call void @__allocsites__ZdlPvmSt11align_val_t(ptr {{.*}}%p, i64 64, i64 32)
; CHECK-NEXT: call void @__allocsites__ZdaPvmSt11align_val_t(ptr {{.*}}%p, i64 64, i64 32)
; CHECK-NEXT: call void @__allocsites__ZdlPvSt11align_val_tRKSt9nothrow_t(ptr {{.*}}%p, i64 32, ptr null)
; CHECK-NEXT: call void @__allocsites__ZdaPvSt11align_val_tRKSt9nothrow_t(ptr {{.*}}%p, i64 32, ptr null)
; CHECK-NEXT: ret void
define void @all(ptr %p) {
  call void @free(ptr %p)
  call void @_ZdlPv(ptr %p) #1
  call void @_ZdaPv(ptr %p) #1
  call void @_ZdlPvm(ptr %p, i64 1) #1
  call void @_ZdaPvm(ptr %p, i64 2) #1
  call void @_ZdlPvRKSt9nothrow_t(ptr %p, ptr null)
  call void @_ZdaPvRKSt9nothrow_t(ptr %p, ptr null)
  call void @_ZdlPvSt11align_val_t(ptr %p, i64 32) #1
  call void @_ZdaPvSt11align_val_t(ptr %p, i64 32) #1
  call void @_ZdlPvmSt11align_val_t(ptr %p, i64 64, i64 32) #1
  call void @_ZdaPvmSt11align_val_t(ptr %p, i64 64, i64 32) #1
  call void @_ZdlPvSt11align_val_tRKSt9nothrow_t(ptr %p, i64 32, ptr null)
  call void @_ZdaPvSt11align_val_tRKSt9nothrow_t(ptr %p, i64 32, ptr null)
  ret void
}

; CHECK-LABEL: define void @must(
; CHECK-NEXT: musttail call void @__allocsites_free(ptr %p)
define void @must(ptr %p) {
  musttail call void @free(ptr %p)
  ret void
}

declare extern_weak ptr @malloc(i64)
; CHECK-LABEL: define ptr @weak(
; CHECK-NEXT: call ptr @__allocsites_malloc(
define ptr @weak() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}

declare i32 @__gxx_personality_v0(...)
; CHECK-LABEL: define void @invoked(
; CHECK: invoke void @__allocsites_free(ptr %p)
define void @invoked(ptr %p) personality ptr @__gxx_personality_v0 {
  invoke void @free(ptr %p) to label %end unwind label %pad
pad:
  %l = landingpad { ptr, i32 } catch ptr null
  ret void
end:
  ret void
}

; CHECK-LABEL: define void @with_size(
; CHECK-NEXT: call void @free(ptr %p, i64 8)
define void @with_size(ptr %p) {
  call void @free(ptr %p, i64 8)
  ret void
}

attributes #0 = { nobuiltin }
attributes #1 = { builtin }
