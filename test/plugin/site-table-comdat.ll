; Intent: a table belongs to its function's COMDAT; not in code for LTO, which may be
; inlined into functions of other COMDATs.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s
; RUN: (cat %s; echo '!llvm.module.flags = !{!0}'; echo '!0 = !{i32 1, !"ThinLTO", i32 0}') \
; RUN:   | %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S \
; RUN:   | %FileCheck --check-prefix=LTO %s

declare ptr @malloc(i64)
$f = comdat any
; CHECK: @__allocsites_sites.f = private global {{.*}}, section "allocsites_sites", comdat($f), align 4, !associated
; LTO: @__allocsites_sites.f = private global {{.*}}, section "allocsites_sites", align 4{{$}}
define linkonce_odr ptr @f() comdat {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
; CHECK: @__allocsites_sites.g = private global {{.*}}, section "allocsites_sites", align 4, !associated
; LTO: @__allocsites_sites.g = private global {{.*}}, section "allocsites_sites", align 4{{$}}
define ptr @g() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
