; Intent: no record for library functions that never allocate, freeing included; but
; a program's own function of such a name may do anything.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @free(ptr)
declare void @_ZdlPvm(ptr, i64)
declare i64 @strlen(ptr)
declare double @sin(double)
declare i32 @pthread_mutex_lock(ptr)
declare ptr @__cxa_begin_catch(ptr)
declare i32 @round(i32)
declare ptr @strdup(ptr)
define void @trunc() {
  call void @unknown()
  ret void
}
declare void @unknown()

; CHECK-LABEL: define void @cannot(
; CHECK-NOT: @__allocsites_top
; CHECK: ret void
define void @cannot(ptr %p) {
  call void @free(ptr %p)
  call void @_ZdlPvm(ptr %p, i64 4)
  call i64 @strlen(ptr %p)
  call double @sin(double 1.0)
  call i32 @pthread_mutex_lock(ptr %p)
  call ptr @__cxa_begin_catch(ptr %p)
  ret void
}
; CHECK-LABEL: define void @may(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call i32 @round(i32 1)
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @trunc()
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call ptr @strdup(ptr %p)
define void @may(ptr %p) nounwind {
  call i32 @round(i32 1)
  call void @trunc()
  call ptr @strdup(ptr %p)
  ret void
}
