; Intent: inline functions that cannot allocate are marked before optimisation, since
; afterwards their bodies do not tell what another unit's copy does.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites-prepare' -S %s | %FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites-prepare,allocsites,verify' -S %s \
; RUN:   | %FileCheck --check-prefix=AFTER %s

declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)
declare void @llvm.coro.resume(ptr)

; CHECK: define linkonce_odr i32 @cannot(i32 %n) #[[MARK:[0-9]+]]
define linkonce_odr i32 @cannot(i32 %n) {
  ret i32 %n
}
; CHECK: define linkonce_odr void @may_lose_its_allocation() {
define linkonce_odr void @may_lose_its_allocation() {
  %p = call ptr @_Znwm(i64 1)
  call void @_ZdlPv(ptr %p)
  ret void
}
; CHECK: define linkonce_odr void @resumes(ptr %h) {
define linkonce_odr void @resumes(ptr %h) {
  call void @llvm.coro.resume(ptr %h)
  ret void
}
; Those that cannot be replaced are judged later, and better.
; CHECK: define void @user() {
; AFTER-LABEL: define void @user(
; AFTER-NEXT: call i32 @cannot(i32 1)
; AFTER-NEXT: ret void
define void @user() {
  call i32 @cannot(i32 1)
  ret void
}
; CHECK: attributes #[[MARK]] = { "allocsites-harmless" }
