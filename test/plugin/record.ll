; Intent: the code of a record: begin, push before each call, leave before return.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

; CHECK: @__allocsites_top = external thread_local(initialexec) global ptr
declare void @g()

; CHECK-LABEL: define void @f(
; CHECK-NEXT: %allocsites.record = alloca { ptr, ptr, ptr, ptr }, align 8
; CHECK-NEXT: %allocsites.parent = load ptr, ptr @__allocsites_top, align 8
; CHECK-NEXT: store ptr %allocsites.parent, ptr %allocsites.record, align 8
; CHECK-NEXT: %[[RESOLVED:.*]] = getelementptr inbounds i8, ptr %allocsites.record, i64 16
; CHECK-NEXT: store ptr null, ptr %[[RESOLVED]], align 8
; CHECK-NEXT: %[[SITE:.*]] = getelementptr inbounds i8, ptr %allocsites.record, i64 8
; CHECK-NEXT: store ptr getelementptr inbounds (i8, ptr @__allocsites_sites.f, i64 [[#]]), ptr %[[SITE]], align 8
; CHECK-NEXT: store ptr %allocsites.record, ptr @__allocsites_top, align 8
; CHECK-NEXT: call void @g()
; CHECK-NEXT: %[[SITE2:.*]] = getelementptr inbounds i8, ptr %allocsites.record, i64 8
; CHECK-NEXT: store ptr getelementptr inbounds (i8, ptr @__allocsites_sites.f, i64 [[#]]), ptr %[[SITE2]], align 8
; CHECK-NEXT: store ptr %allocsites.record, ptr @__allocsites_top, align 8
; CHECK-NEXT: call void @g()
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record, align 8
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top, align 8
; CHECK-NEXT: ret void
define void @f() nounwind {
  call void @g()
  call void @g()
  ret void
}
