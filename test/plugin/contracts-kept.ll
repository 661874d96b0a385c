; Intent: a function that promises not to allocate is inlined as ever where debug
; information tells of it, and not where there is none.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites-prepare<no-alloc=told|untold>,default<O2>' -S %s \
; RUN:   | %FileCheck %s

declare void @g() nounwind
define internal void @untold() {
  call void @g()
  ret void
}
define internal void @other() {
  call void @g()
  ret void
}
define internal void @told() !dbg !4 {
  call void @g(), !dbg !5
  ret void, !dbg !5
}
; CHECK-LABEL: define {{.*}}void @f(
; CHECK: call {{.*}}void @untold()
; CHECK: call {{.*}}void @g()
; CHECK: call {{.*}}void @g()
; CHECK: ret void
define void @f() !dbg !6 {
  call void @untold(), !dbg !7
  call void @other(), !dbg !7
  call void @told(), !dbg !7
  ret void, !dbg !7
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.c", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "told", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagLocalToUnit)
!5 = !DILocation(line: 3, column: 5, scope: !4)
!6 = distinct !DISubprogram(name: "f", file: !1, line: 5, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 6, column: 5, scope: !6)
