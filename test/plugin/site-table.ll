; Intent: the tables of sites: numbers that lead to descriptions, inline chains that
; share their outer frames, names that are packed once for all functions of the module.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s -o %t.ll
; RUN: %FileCheck %s < %t.ll
; RUN: %python %S/Inputs/site_tables.py < %t.ll | %FileCheck %s --check-prefix=TEXT --match-full-lines

declare void @g()
declare ptr @malloc(i64)
; The table is written to, and in its section; so are the names.
; CHECK: @__allocsites_sites.f = private global <{ {{.*}} section "allocsites_sites", align 4, !associated ![[#ASSOC:]]
; CHECK: @__allocsites_names = private global {{.*}} section "allocsites_names", align 8
; CHECK-NOT: @__allocsites_names
; TEXT: table f: 4 sites at {{.*}}
; TEXT-NEXT:   site flags=0 callee=g type=-
; TEXT-NEXT:     _Z5innerv (/include/h:8) 9:4:0
; TEXT-NEXT:     f (/src/a.c:2) 3:5:0
; TEXT-NEXT:   site flags=1 callee=malloc type=long
; TEXT-NEXT:     _Z5innerv (/include/h:8) 10:4:2
; TEXT-NEXT:     f (/src/a.c:2) 3:5:0
; TEXT-NEXT:   site flags=2 callee=- type=-
; TEXT-NEXT:     f (/src/a.c:2) 3:5:0
; TEXT-NEXT:   site flags=0 callee=g type=-
; TEXT-NEXT:     f (/src/a.c:2) 0:0:0
; TEXT-NEXT: table second: 1 sites at {{.*}}
; TEXT-NEXT:   site flags=0 callee=g type=-
; TEXT-NEXT:     second (/src/a.c:20) 21:3:0
; TEXT-NOT: {{.}}
define void @f(ptr %pointer) nounwind !dbg !4 {
  call void @g(), !dbg !7
  call ptr @malloc(i64 8), !dbg !9, !heapallocsite !10
  call void %pointer(), !dbg !8
  call void @g(), !dbg !11
  ret void, !dbg !8
}
define void @second() nounwind !dbg !13 {
  call void @g(), !dbg !14
  ret void
}
; CHECK: ![[#ASSOC]] = !{ptr @f}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "./a.c", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "f", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = distinct !DISubprogram(name: "inner", linkageName: "_Z5innerv", file: !6, line: 8, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!6 = !DIFile(filename: "/include/h", directory: "/src")
!7 = !DILocation(line: 9, column: 4, scope: !5, inlinedAt: !8)
!8 = distinct !DILocation(line: 3, column: 5, scope: !4)
!9 = !DILocation(line: 10, column: 4, scope: !12, inlinedAt: !8)
!10 = !DIBasicType(name: "long", size: 64, encoding: DW_ATE_signed)
!11 = !DILocation(line: 0, scope: !4)
!12 = !DILexicalBlockFile(scope: !5, file: !6, discriminator: 4)
!13 = distinct !DISubprogram(name: "second", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!14 = !DILocation(line: 21, column: 3, scope: !13)
