; Intent: an instrumented module refers to the ABI version, once a linked file; one
; without sites does not.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s
; RUN: echo 'define void @f() { ret void }' \
; RUN:   | %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S | %FileCheck --check-prefix=NONE %s

; NONE-NOT: @__allocsites
; CHECK: $__allocsites_abi_reference = comdat any
; CHECK-DAG: @__allocsites_abi_2 = external global i8
; CHECK-DAG: @__allocsites_abi_reference = linkonce_odr hidden constant ptr @__allocsites_abi_2, comdat
; CHECK-DAG: @llvm.used = appending global [1 x ptr] [ptr @__allocsites_abi_reference]
declare ptr @malloc(i64)
define ptr @f() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
