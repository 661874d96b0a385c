; Intent: a site says which function of its inline chain, or its callee, promises not to
; allocate or is let off: by annotation or by option, the innermost one counts. What
; promises nothing has no flag.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites<no-alloc=lib::*|c_list?d;may-alloc=lib::log>,verify' \
; RUN:   -S %s 2> %t.err | %python %S/Inputs/site_tables.py | %FileCheck %s
; RUN: %FileCheck %s --check-prefix=WARN < %t.err
; RUN: env ALLOCSITES_PLUGIN_OPTIONS='no-alloc=lib::*,c_list?d:may-alloc=lib::log' \
; RUN:   %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s 2> /dev/null \
; RUN:   | %python %S/Inputs/site_tables.py | %FileCheck %s

; Flags of the sites: 1 allocation, 16 no-alloc, 32 may-alloc; 256
; times the frame.
@.none = private constant [17 x i8] c"allocsites::none\00", section "llvm.metadata"
@.any = private constant [16 x i8] c"allocsites::any\00", section "llvm.metadata"
@.typo = private constant [16 x i8] c"allocsites::non\00", section "llvm.metadata"
@.other = private constant [5 x i8] c"none\00", section "llvm.metadata"
@.file = private constant [4 x i8] c"a.c\00", section "llvm.metadata"
@llvm.global.annotations = appending global [6 x { ptr, ptr, ptr, i32, ptr }] [
  { ptr, ptr, ptr, i32, ptr } { ptr @annotated, ptr @.none, ptr @.file, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @inner, ptr @.none, ptr @.file, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @free_to, ptr @.any, ptr @.file, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @declared, ptr @.none, ptr @.file, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr @.typo, ptr @.file, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr @.other, ptr @.file, i32 1, ptr null }
], section "llvm.metadata"
; WARN: unknown annotation 'allocsites::non' of plain (known: allocsites::none, allocsites::any)
; WARN-NOT: warning

declare ptr @malloc(i64)
declare void @g()
declare void @declared()
declare void @_ZN3lib4readEv()
declare void @_ZN3lib3logEv()

; CHECK: table annotated: 2 sites
; CHECK: site flags=273{{ }}
; CHECK: site flags=272{{ }}
define void @annotated() !dbg !4 {
  call ptr @malloc(i64 8), !dbg !5
  call void @g(), !dbg !5
  ret void
}
; What was inlined: inner promises, and it is the second frame; then free_to.
; CHECK: table outer: 3 sites
; CHECK: site flags=528{{ }}
; CHECK: site flags=288{{ }}
; CHECK: site flags=0{{ }}
define void @outer() !dbg !6 {
  call void @g(), !dbg !8
  call void @g(), !dbg !12
  call void @g(), !dbg !9
  ret void
}
define void @inner() !dbg !7 {
  ret void
}
define void @free_to() !dbg !11 {
  ret void
}
; Callees that are not instrumented here: the callee is frame 0. What is instrumented
; has its own records.
; CHECK: table plain: 4 sites
; CHECK: site flags=16{{ }}
; CHECK: site flags=16{{ }}
; CHECK: site flags=32{{ }}
; CHECK: site flags=0{{ }}
define void @plain() !dbg !14 {
  call void @declared(), !dbg !15
  call void @_ZN3lib4readEv(), !dbg !15
  call void @_ZN3lib3logEv(), !dbg !15
  call void @annotated(), !dbg !15
  ret void
}
; By option, without debug information.
; CHECK: table c_listed: 1 sites
; CHECK: site flags=273{{ }}
define ptr @c_listed() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
; CHECK: table c_other: 1 sites
; CHECK: site flags=1{{ }}
define ptr @c_other() {
  %p = call ptr @malloc(i64 1)
  ret ptr %p
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.c", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "annotated", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 3, column: 5, scope: !4)
!6 = distinct !DISubprogram(name: "outer", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = distinct !DISubprogram(name: "inner", file: !1, line: 12, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!8 = !DILocation(line: 4, column: 1, scope: !13, inlinedAt: !10)
!9 = !DILocation(line: 5, column: 1, scope: !6)
!10 = distinct !DILocation(line: 13, column: 1, scope: !7, inlinedAt: !9)
!11 = distinct !DISubprogram(name: "free_to", file: !1, line: 22, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!12 = !DILocation(line: 23, column: 1, scope: !11, inlinedAt: !10)
!13 = distinct !DISubprogram(name: "helper", file: !1, line: 32, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!14 = distinct !DISubprogram(name: "plain", file: !1, line: 42, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!15 = !DILocation(line: 43, column: 1, scope: !14)
