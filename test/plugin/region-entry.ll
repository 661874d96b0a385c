; Intent: code that is not optimised, and any with placement=entry, has one region for
; the whole function; unreachable code does not matter.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites<placement=entry>,verify' -S %s \
; RUN:   | %FileCheck --check-prefixes=CHECK,ENTRY %s

declare void @g()
; CHECK-LABEL: define void @unoptimised(
; CHECK-NEXT: %allocsites.record
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: done:
; CHECK-NEXT: load ptr, ptr %allocsites.record
define void @unoptimised(i1 %c) nounwind noinline optnone {
  br i1 %c, label %call, label %done
call:
  call void @g()
  br label %done
done:
  ret void
}
; ENTRY-LABEL: define void @optimised(
; ENTRY-NEXT: %allocsites.record
; ENTRY-NEXT: load ptr, ptr @__allocsites_top
define void @optimised(i1 %c) nounwind {
  br i1 %c, label %call, label %done
call:
  call void @g()
  br label %done
done:
  ret void
}
; CHECK-LABEL: define void @unreachable(
define void @unreachable(i1 %c) nounwind {
  ret void
never:
  call void @g()
  br label %never
}
