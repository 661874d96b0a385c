; Intent: in C the cleanup's personality is C's: it needs no C++ library.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
; CHECK-LABEL: define void @f(
; CHECK-SAME: personality ptr @__gcc_personality_v0
; CHECK: invoke void @g()
define void @f() {
  call void @g()
  ret void
}
