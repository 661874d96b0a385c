; Intent: functions of the module are judged by their bodies, bottom-up and through
; recursion, if it is certain that these are the bodies that run.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

@global = global i32 0

define internal void @leaf() noinline {
  store i32 1, ptr @global
  ret void
}
define internal void @even(i32 %n) noinline {
  call void @odd(i32 %n)
  ret void
}
define internal void @odd(i32 %n) noinline {
  call void @leaf()
  call void @even(i32 %n)
  ret void
}
define internal void @deep() noinline {
  call void @deeper()
  ret void
}
define internal void @deeper() noinline {
  call void @unknown()
  call void @deep()
  ret void
}
define internal ptr @allocates() noinline {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
define weak void @replaceable() {
  ret void
}
define linkonce_odr void @inline() {
  store i32 1, ptr @global
  ret void
}
define linkonce_odr void @inline_unoptimised() noinline optnone {
  store i32 1, ptr @global
  ret void
}
@alias = internal alias void (), ptr @leaf
declare void @unknown()
declare ptr @malloc(i64)

; CHECK-LABEL: define void @cannot(
; CHECK-NOT: @__allocsites_top
; CHECK: ret void
define void @cannot() {
  call void @leaf()
  call void @alias()
  call void @even(i32 1)
  call void @inline_unoptimised()
  ret void
}
; CHECK-LABEL: define void @may(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @deep()
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call ptr @allocates()
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @replaceable()
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void @inline()
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void %pointer()
define void @may(ptr %pointer) nounwind {
  call void @deep()
  call ptr @allocates()
  call void @replaceable()
  call void @inline()
  call void %pointer()
  ret void
}
