; Intent: a call that goes on with another stack leaves no record for whoever runs
; there, since that may outlive the caller's frame; Boost.Context's are known, others
; are named.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites<stack-switches=ns::Fiber::enter>,verify' -S %s | %FileCheck %s

declare { ptr, ptr } @jump_fcontext(ptr, ptr)
declare void @_ZN2ns5Fiber5enterEv(ptr)
declare void @g()

; CHECK-LABEL: define void @f(
; CHECK: store ptr null, ptr @__allocsites_top
; CHECK-NEXT: call { ptr, ptr } @jump_fcontext(
; CHECK: store ptr null, ptr @__allocsites_top
; CHECK-NEXT: call void @_ZN2ns5Fiber5enterEv(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @g()
; CHECK: store ptr %allocsites.up, ptr @__allocsites_top
; CHECK-NEXT: ret void
define void @f(ptr %to) nounwind {
  call { ptr, ptr } @jump_fcontext(ptr %to, ptr null)
  call void @_ZN2ns5Fiber5enterEv(ptr %to)
  call void @g()
  ret void
}
