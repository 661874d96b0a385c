; Intent: a function that promises not to allocate is inlined as ever where debug
; information tells of it, and not where there is none. Its calls are not merged with
; equal ones elsewhere.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites-prepare<no-alloc=told*|untold>,default<O2>' -S %s \
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
; CHECK-LABEL: define {{.*}}void @merged(
; CHECK: br i1
; CHECK: call {{.*}}void @h() #{{[0-9]+}}, !dbg
; CHECK: call {{.*}}void @h(), !dbg
declare void @h() nounwind
define void @merged(i1 %either) !dbg !8 {
  br i1 %either, label %one, label %two, !dbg !9
one:
  call void @told_h(), !dbg !9
  ret void, !dbg !9
two:
  call void @h(), !dbg !9
  ret void, !dbg !9
}
define internal void @told_h() !dbg !10 {
  call void @h(), !dbg !11
  ret void, !dbg !11
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
!8 = distinct !DISubprogram(name: "merged", file: !1, line: 8, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!9 = !DILocation(line: 9, column: 5, scope: !8)
!10 = distinct !DISubprogram(name: "told_h", file: !1, line: 12, type: !3, unit: !0, spFlags: DISPFlagDefinition | DISPFlagLocalToUnit)
!11 = !DILocation(line: 13, column: 5, scope: !10)
