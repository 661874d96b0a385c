; Intent: rare paths that call have a region each; when most paths call, there is one.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
; CHECK-LABEL: define void @rare(
; CHECK: a:
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: b:
; CHECK-NEXT: load ptr, ptr @__allocsites_top
define void @rare(i32 %n) nounwind {
  switch i32 %n, label %done [ i32 1, label %a
                               i32 2, label %b ], !prof !0
a:
  call void @g()
  br label %done
b:
  call void @g()
  br label %done
done:
  ret void
}
; CHECK-LABEL: define void @usual(
; CHECK-NEXT: %allocsites.record
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK-NOT: load ptr, ptr @__allocsites_top
; CHECK: ret void
define void @usual(i1 %c) nounwind {
  br i1 %c, label %a, label %b
a:
  call void @g()
  br label %done
b:
  call void @g()
  br label %done
done:
  ret void
}
!0 = !{!"branch_weights", i32 100000, i32 1, i32 1}
