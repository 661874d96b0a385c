; Intent: all forms of operator new are rewritten, plain `::operator new(n)` calls
; (nobuiltin) and those with a hot/cold hint too.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare ptr @_Znwm(i64) #0
declare ptr @_Znam(i64) #0
declare ptr @_ZnwmRKSt9nothrow_t(i64, ptr) #0
declare ptr @_ZnamSt11align_val_t(i64, i64) #0
declare ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64, i64, ptr) #0
declare ptr @_Znwm12__hot_cold_t(i64, i8) #0

; CHECK-LABEL: define void @all(
; CHECK: call ptr @__allocsites__Znwm(i64 1, ptr getelementptr
; CHECK: call ptr @__allocsites__Znwm(i64 2, ptr getelementptr
; CHECK: call ptr @__allocsites__Znam(i64 3, ptr getelementptr
; CHECK: call ptr @__allocsites__ZnwmRKSt9nothrow_t(i64 4, ptr null, ptr getelementptr
; CHECK: call ptr @__allocsites__ZnamSt11align_val_t(i64 5, i64 32, ptr getelementptr
; CHECK: call ptr @__allocsites__ZnwmSt11align_val_tRKSt9nothrow_t(i64 6, i64 32, ptr null, ptr getelementptr
; CHECK: call ptr @__allocsites__Znwm12__hot_cold_t(i64 7, i8 -1, ptr getelementptr
; CHECK-NEXT: ret void
define void @all() {
  call ptr @_Znwm(i64 1) #1
  call ptr @_Znwm(i64 2)
  call ptr @_Znam(i64 3) #1
  call ptr @_ZnwmRKSt9nothrow_t(i64 4, ptr null) #1
  call ptr @_ZnamSt11align_val_t(i64 5, i64 32) #1
  call ptr @_ZnwmSt11align_val_tRKSt9nothrow_t(i64 6, i64 32, ptr null) #1
  call ptr @_Znwm12__hot_cold_t(i64 7, i8 -1) #1
  ret void
}
attributes #0 = { nobuiltin }
attributes #1 = { builtin }
