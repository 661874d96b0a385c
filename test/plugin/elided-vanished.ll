; Intent: of a removed call with many allocations behind it the call is told, not
; each of them; recursion ends.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites-prepare,simplifycfg,allocsites' -S %s | sed -E 's/\\(5C|\\)011/|/g; s/\\(5C|\\)012/;/g' | %FileCheck %s --implicit-check-not=pushsection

declare ptr @_Znwm(i64)
declare void @use(ptr)

; CHECK-LABEL: define void @f(
; CHECK: .pushsection {{.*}};c|many||0:12:5;e|_Znwm||0:13:5|1:31:5;\22
define void @f() nounwind !dbg !10 {
  br i1 false, label %a, label %end, !dbg !11
a:
  call void @many(), !dbg !12
  call void @few(), !dbg !13
  br label %end, !dbg !13
end:
  ret void, !dbg !11
}

; Doubled seven times.
define void @many() noinline nounwind !dbg !20 {
  call void @many1(), !dbg !21
  call void @many1(), !dbg !22
  ret void, !dbg !22
}
define void @many1() noinline nounwind !dbg !23 {
  call void @many2(), !dbg !24
  call void @many2(), !dbg !25
  ret void, !dbg !25
}
define void @many2() noinline nounwind !dbg !26 {
  call void @many3(), !dbg !27
  call void @many3(), !dbg !28
  ret void, !dbg !28
}
define void @many3() noinline nounwind !dbg !40 {
  call void @many4(), !dbg !41
  call void @many4(), !dbg !42
  ret void, !dbg !42
}
define void @many4() noinline nounwind !dbg !43 {
  call void @many5(), !dbg !44
  call void @many5(), !dbg !45
  ret void, !dbg !45
}
define void @many5() noinline nounwind !dbg !46 {
  call void @few(), !dbg !47
  call void @few(), !dbg !48
  ret void, !dbg !48
}
define void @few() noinline nounwind !dbg !30 {
  %p = call ptr @_Znwm(i64 4), !dbg !31
  call void @use(ptr %p), !dbg !31
  call void @few(), !dbg !32
  ret void, !dbg !31
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!10 = distinct !DISubprogram(name: "f", file: !1, line: 10, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!11 = !DILocation(line: 11, column: 5, scope: !10)
!12 = !DILocation(line: 12, column: 5, scope: !10)
!13 = !DILocation(line: 13, column: 5, scope: !10)
!20 = distinct !DISubprogram(name: "many", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!21 = !DILocation(line: 21, column: 5, scope: !20)
!22 = !DILocation(line: 22, column: 5, scope: !20)
!23 = distinct !DISubprogram(name: "many1", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!24 = !DILocation(line: 21, column: 5, scope: !23)
!25 = !DILocation(line: 22, column: 5, scope: !23)
!26 = distinct !DISubprogram(name: "many2", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!27 = !DILocation(line: 21, column: 5, scope: !26)
!28 = !DILocation(line: 22, column: 5, scope: !26)
!30 = distinct !DISubprogram(name: "few", file: !1, line: 30, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!31 = !DILocation(line: 31, column: 5, scope: !30)
!32 = !DILocation(line: 32, column: 5, scope: !30)
!40 = distinct !DISubprogram(name: "many3", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!41 = !DILocation(line: 21, column: 5, scope: !40)
!42 = !DILocation(line: 22, column: 5, scope: !40)
!43 = distinct !DISubprogram(name: "many4", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!44 = !DILocation(line: 21, column: 5, scope: !43)
!45 = !DILocation(line: 22, column: 5, scope: !43)
!46 = distinct !DISubprogram(name: "many5", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!47 = !DILocation(line: 21, column: 5, scope: !46)
!48 = !DILocation(line: 22, column: 5, scope: !46)
