; Intent: calls that do not return are recorded (they may end in any handler), but
; for Clang's terminate helper, which blames the call that threw.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @abort() noreturn nounwind memory(none)
define linkonce_odr hidden void @__clang_call_terminate(ptr %e) noreturn nounwind {
  call void @abort()
  unreachable
}
; CHECK-LABEL: define void @aborts(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @abort()
; CHECK-NEXT: unreachable
define void @aborts() {
  call void @abort()
  unreachable
}
; CHECK-LABEL: define void @terminates(
; CHECK-NEXT: call void @__clang_call_terminate(ptr %e)
define void @terminates(ptr %e) {
  call void @__clang_call_terminate(ptr %e)
  unreachable
}
