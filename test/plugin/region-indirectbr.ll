; Intent: the edges of an indirect branch cannot have code, so no region is left by
; them.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
; CHECK-LABEL: define void @f(
; CHECK-NEXT: %allocsites.record
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: indirectbr ptr %to, [label %call, label %done]
; CHECK: done:
; CHECK-NEXT: load ptr, ptr %allocsites.record
define void @f(i1 %c, ptr %to) nounwind {
  br i1 %c, label %call, label %done, !prof !0
call:
  call void @g()
  indirectbr ptr %to, [label %call, label %done]
done:
  ret void
}
!0 = !{!"branch_weights", i32 1, i32 100000}
