; Intent: modules for targets that the runtime does not support are left alone,
; with one line that says so.
;
; RUN: sed s/TRIPLE/x86_64-apple-macosx/ %s | %opt -load-pass-plugin=%plugin -passes=allocsites -S \
; RUN:   2>&1 | %FileCheck -DWHY="the object format is not ELF" %s
; RUN: sed s/TRIPLE/i386-unknown-linux-gnu/ %s | %opt -load-pass-plugin=%plugin -passes=allocsites -S \
; RUN:   2>&1 | %FileCheck -DWHY="the target is neither x86-64 nor aarch64" %s
; RUN: sed s/TRIPLE/x86_64-unknown-linux-gnux32/ %s | %opt -load-pass-plugin=%plugin -passes=allocsites -S \
; RUN:   2>&1 | %FileCheck -DWHY="pointers are not of 64 bits" %s
; RUN: sed s/TRIPLE/aarch64-unknown-linux-gnu/ %s | %opt -load-pass-plugin=%plugin -passes=allocsites -S \
; RUN:   2>&1 | %FileCheck --check-prefix=FINE %s

; CHECK: allocsites: warning: {{.*}}: not instrumented: [[WHY]]
; CHECK: call ptr @malloc(
; FINE: call ptr @__allocsites_malloc(
target triple = "TRIPLE"
declare ptr @malloc(i64)
define ptr @f() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
