; Intent: only a module that is certainly part of an executable addresses the
; innermost record directly; others leave the choice to the linker.
; RUN: %split-file %s %t
; RUN: %opt -load-pass-plugin=%plugin -passes=allocsites -S %t/main.ll | %FileCheck %s --check-prefix=DIRECT
; RUN: %opt -load-pass-plugin=%plugin -passes=allocsites -S %t/variable.ll | %FileCheck %s --check-prefix=DIRECT
; RUN: %opt -load-pass-plugin=%plugin -passes=allocsites -S %t/unsure.ll | %FileCheck %s --check-prefix=LINKER
; RUN: %opt -load-pass-plugin=%plugin -passes=allocsites -S %t/main-pic.ll | %FileCheck %s --check-prefix=LINKER
; RUN: %opt -load-pass-plugin=%plugin -passes=allocsites -S %t/static-main.ll | %FileCheck %s --check-prefix=LINKER
; RUN: %opt -load-pass-plugin=%plugin -passes=allocsites -S %t/only-data.ll | %FileCheck %s --check-prefix=LINKER

; DIRECT: @__allocsites_top = weak {{.*}}thread_local(localexec) global ptr null
; LINKER: @__allocsites_top = external thread_local(initialexec) global ptr

;--- main.ll
target triple = "x86_64-unknown-linux-gnu"
declare void @callee()
define i32 @main() {
  call void @callee()
  ret i32 0
}
!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}

;--- variable.ll
target triple = "x86_64-unknown-linux-gnu"
@table = dso_local constant [2 x i32] zeroinitializer
declare void @callee()
define ptr @f() {
  call void @callee()
  ret ptr getelementptr (i8, ptr @table, i64 4)
}
!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}

;--- unsure.ll
target triple = "x86_64-unknown-linux-gnu"
@private = internal global i32 0
@elsewhere = external global i32
@hidden = hidden global i32 0
declare void @callee()
define ptr @f() {
  call void @callee()
  store i32 1, ptr @private
  store i32 1, ptr @hidden
  ret ptr @elsewhere
}
!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}

;--- main-pic.ll
target triple = "x86_64-unknown-linux-gnu"
declare void @callee()
define i32 @main() {
  call void @callee()
  ret i32 0
}
!llvm.module.flags = !{!0}
!0 = !{i32 8, !"PIC Level", i32 2}

;--- static-main.ll
target triple = "x86_64-unknown-linux-gnu"
declare void @callee()
define internal i32 @main() {
  call void @callee()
  ret i32 0
}
define i32 @f() {
  %r = call i32 @main()
  ret i32 %r
}
!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}

;--- only-data.ll
target triple = "x86_64-unknown-linux-gnu"
@table = dso_local global i32 0
@pointer = dso_local global ptr @table
declare void @callee()
define void @f() {
  call void @callee()
  ret void
}
!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}
