; Intent: named allocators are not inlined and keep their parameters, or their calls
; could not be seen.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites-prepare<allocators=take@1>,default<O2>' -S %s \
; RUN:   | %FileCheck %s

@pool = internal global [100 x i8] zeroinitializer
define internal ptr @take(i64 %unused, i64 %n) {
  %p = getelementptr i8, ptr @pool, i64 %n
  ret ptr %p
}
; CHECK-LABEL: define {{.*}}ptr @f(
; CHECK-NEXT: call {{.*}}ptr @take(i64 {{.*}}, i64 {{.*}}8)
define ptr @f() {
  %p = call ptr @take(i64 1, i64 8)
  ret ptr %p
}
