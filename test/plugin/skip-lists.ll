; Intent: functions and files in the skip lists stay as they are: by symbol, by
; qualified name, by file; a remark says which list it was.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites<skip-functions=_ZN1a*|b::C*::f;skip-files=/skipped/*>,verify' \
; RUN:   -S %s -pass-remarks-missed=allocsites 2> %t.err | %FileCheck %s
; RUN: %FileCheck --check-prefix=WHY %s < %t.err
; RUN: env ALLOCSITES_PLUGIN_OPTIONS='skip-functions=_ZN1a*,b::C*::f:skip-files=/skipped/*' \
; RUN:   %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

; WHY: _ZN1a1fEv is not instrumented: its name is in skip-functions
; WHY: _ZN1b1CIiE1fEi is not instrumented: its name is in skip-functions
; WHY: skipped is not instrumented: its file is in skip-files
declare ptr @malloc(i64)
; CHECK-LABEL: @_ZN1a1fEv(
; CHECK: call ptr @malloc(
define ptr @_ZN1a1fEv() !dbg !4 {
  %p = call ptr @malloc(i64 1), !dbg !5
  ret ptr %p
}
; CHECK-LABEL: @_ZN1b1CIiE1fEi(
; CHECK: call ptr @malloc(
define ptr @_ZN1b1CIiE1fEi() !dbg !6 {
  %p = call ptr @malloc(i64 1), !dbg !7
  ret ptr %p
}
; CHECK-LABEL: @skipped(
; CHECK: call ptr @malloc(
define ptr @skipped() !dbg !8 {
  %p = call ptr @malloc(i64 1), !dbg !9
  ret ptr %p
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.c", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "f", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 3, column: 5, scope: !4)
!6 = distinct !DISubprogram(name: "f", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 3, column: 5, scope: !6)
!8 = distinct !DISubprogram(name: "skipped", file: !10, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!9 = !DILocation(line: 3, column: 5, scope: !8)
!10 = !DIFile(filename: "b.c", directory: "/skipped")
