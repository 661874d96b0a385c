; Intent: the layout of a site table: scopes, frames, sites; relative references; inline
; chains that share their outer frames; one string for equal texts.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
declare ptr @malloc(i64)
; CHECK-DAG: @[[F:__allocsites_string[.0-9]*]] = private unnamed_addr constant [2 x i8] c"f\00", align 1
; CHECK-DAG: @[[FILE:__allocsites_string[.0-9]*]] = private unnamed_addr constant [9 x i8] c"/src/a.c\00", align 1
; CHECK-DAG: @[[INNER:__allocsites_string[.0-9]*]] = private unnamed_addr constant [10 x i8] c"_Z5innerv\00", align 1
; CHECK-DAG: @[[HEADER:__allocsites_string[.0-9]*]] = private unnamed_addr constant [11 x i8] c"/include/h\00", align 1
; The table is written to, and in its section.
; CHECK: @__allocsites_sites.f = private global { [2 x { i32, i32, i32 }], [4 x { i32, i32, i16, i16, i32 }], [4 x { i32, i32, i32, i32, i32 }] } {
; Scope 0: f. A reference is its target minus its own place.
; CHECK-SAME: [2 x { i32, i32, i32 }] [{ i32, i32, i32 } {
; CHECK-SAME: i32 trunc (i64 sub (i64 ptrtoint (ptr @[[F]] to i64), i64 ptrtoint (ptr @__allocsites_sites.f to i64)) to i32),
; CHECK-SAME: i32 trunc (i64 sub (i64 ptrtoint (ptr @[[FILE]] to i64), i64 ptrtoint (ptr getelementptr inbounds (i8, ptr @__allocsites_sites.f, i64 4) to i64)) to i32),
; CHECK-SAME: i32 2 }
; Scope 1: inner, by its linkage name; the file is absolute already.
; CHECK-SAME: ptr @[[INNER]] to i64
; CHECK-SAME: ptr @[[HEADER]] to i64
; CHECK-SAME: i32 8 }]
; Frames at 24: f:3:5; inner:9:4 in it; inner:10:4 in it, too; f:0.
; CHECK-SAME: [4 x { i32, i32, i16, i16, i32 }] [
; CHECK-SAME: { i32, i32, i16, i16, i32 } { i32 -24, i32 3, i16 5, i16 0, i32 0 },
; CHECK-SAME: { i32, i32, i16, i16, i32 } { i32 -28, i32 9, i16 4, i16 0, i32 -28 },
; CHECK-SAME: { i32, i32, i16, i16, i32 } { i32 -44, i32 10, i16 4, i16 2, i32 -44 },
; CHECK-SAME: { i32, i32, i16, i16, i32 } { i32 -72, i32 0, i16 0, i16 0, i32 0 }]
; Sites at 88: number, flags, frame, callee, type.
; CHECK-SAME: [4 x { i32, i32, i32, i32, i32 }] [
; CHECK-SAME: { i32 0, i32 0, i32 -56, i32 trunc (i64 sub (i64 ptrtoint (ptr @__allocsites_string
; CHECK-SAME: , i32 0 },
; CHECK-SAME: { i32 0, i32 1, i32 -60, i32 trunc (i64 sub (i64 ptrtoint (ptr @__allocsites_string
; CHECK-SAME: i32 trunc (i64 sub (i64 ptrtoint (ptr @__allocsites_string
; CHECK-SAME: { i32 0, i32 2, i32 -112, i32 0, i32 0 },
; CHECK-SAME: { i32 0, i32 0, i32 -84, i32 trunc (i64 sub (i64 ptrtoint (ptr @__allocsites_string
; CHECK-SAME: section "allocsites_sites", align 4, !associated ![[#ASSOC:]]
define void @f(ptr %pointer) nounwind !dbg !4 {
  call void @g(), !dbg !7
  call ptr @malloc(i64 8), !dbg !9, !heapallocsite !10
  call void %pointer(), !dbg !8
  call void @g(), !dbg !11
  ret void, !dbg !8
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
