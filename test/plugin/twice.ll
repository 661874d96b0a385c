; Intent: a module is instrumented once, however often the pass runs.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites' -S %s -o %t.once
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,allocsites-prepare,allocsites,verify' -S %s -o %t.twice
; RUN: diff %t.once %t.twice
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites' -S %t.once -o %t.again
; RUN: grep -v ModuleID %t.once > %t.1 && grep -v ModuleID %t.again > %t.2 && diff %t.1 %t.2

declare void @g()
declare ptr @malloc(i64)
define ptr @f() {
  call void @g()
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
