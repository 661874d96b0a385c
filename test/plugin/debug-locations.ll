; Intent: the stores bear the line of the call they belong to, begin and leave that of
; nobody; an inlined call brings its inline chain.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
; CHECK-LABEL: define void @f(
; CHECK: load ptr, ptr @__allocsites_top, align 8, !dbg ![[NONE:[0-9]+]]
; CHECK: store ptr getelementptr {{.*}}, align 8, !dbg ![[LINE:[0-9]+]]
; CHECK-NEXT: store ptr %allocsites.record, ptr @__allocsites_top, align 8, !dbg ![[LINE]]
; CHECK-NEXT: call void @g(), !dbg ![[LINE]]
; CHECK: load ptr, ptr %allocsites.record, align 8, !dbg ![[NONE]]
; CHECK: ![[F:[0-9]+]] = distinct !DISubprogram(name: "f"
; CHECK-DAG: ![[NONE]] = !DILocation(line: 0, scope: ![[F]])
; CHECK-DAG: ![[LINE]] = !DILocation(line: 9, column: 4, scope: ![[#]], inlinedAt:
define void @f() nounwind !dbg !4 {
  call void @g(), !dbg !7
  ret void, !dbg !8
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.c", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "f", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = distinct !DISubprogram(name: "inner", file: !1, line: 8, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 9, column: 4, scope: !5, inlinedAt: !8)
!8 = distinct !DILocation(line: 3, column: 5, scope: !4)
