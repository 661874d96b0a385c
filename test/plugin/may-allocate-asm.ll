; Intent: inline assembly may allocate only if it calls something.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

; CHECK-LABEL: define void @cannot(
; CHECK-NOT: @__allocsites_top
; CHECK: ret void
define void @cannot() {
  call void asm sideeffect "", "~{memory}"()
  call void asm sideeffect "movzbl %al, %eax; cpuid", "~{memory}"()
  ret void
}
; CHECK-LABEL: define void @may(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void asm sideeffect "callq malloc"
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void asm sideeffect "bl malloc"
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: call void asm sideeffect "nop\0Asyscall"
define void @may() nounwind {
  call void asm sideeffect "callq malloc", "~{memory}"()
  call void asm sideeffect "bl malloc", "~{memory}"()
  call void asm sideeffect "nop\0Asyscall", "~{memory}"()
  ret void
}
