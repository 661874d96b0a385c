; Intent: allocations or calls that the optimiser merged have the position of
; neither; nothing is said to be gone that may be what is left.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='default<O2>' -S %s | sed -E 's/\\(5C|\\)011/|/g; s/\\(5C|\\)012/;/g' | %FileCheck %s

declare ptr @_Znwm(i64)
declare void @use(ptr)

; CHECK-LABEL: @merged(
; CHECK: .ascii {{.*}};u|_Znwm||0:12:5;u|_Znwm||0:13:5;\22
; CHECK: call {{.*}}@__allocsites__Znwm(
; CHECK-NOT: call {{.*}}@__allocsites__Znwm(
; CHECK: ret void
define void @merged(i1 %c) nounwind !dbg !10 {
  br i1 %c, label %a, label %b, !dbg !11
a:
  %p = call ptr @_Znwm(i64 4), !dbg !12
  br label %end, !dbg !12
b:
  %q = call ptr @_Znwm(i64 4), !dbg !13
  br label %end, !dbg !13
end:
  %r = phi ptr [ %p, %a ], [ %q, %b ]
  call void @use(ptr %r), !dbg !11
  ret void, !dbg !11
}

define internal ptr @make(i64 %n) noinline nounwind !dbg !20 {
  %p = call ptr @_Znwm(i64 %n), !dbg !21
  call void @use(ptr %p), !dbg !21
  ret ptr %p, !dbg !21
}

; CHECK-LABEL: @merged_calls(
; CHECK: .ascii {{.*}};u|_Znwm||0:32:5|1:21:5;u|_Znwm||0:33:5|1:21:5;\22
; CHECK: call {{.*}}@make(
; CHECK-NOT: call {{.*}}@make(
; CHECK: ret void
define void @merged_calls(i1 %c) nounwind !dbg !30 {
  br i1 %c, label %a, label %b, !dbg !31
a:
  %p = call ptr @make(i64 8), !dbg !32
  br label %end, !dbg !32
b:
  %q = call ptr @make(i64 8), !dbg !33
  br label %end, !dbg !33
end:
  %r = phi ptr [ %p, %a ], [ %q, %b ]
  call void @use(ptr %r), !dbg !31
  ret void, !dbg !31
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!10 = distinct !DISubprogram(name: "merged", file: !1, line: 10, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!11 = !DILocation(line: 11, column: 5, scope: !10)
!12 = !DILocation(line: 12, column: 5, scope: !10)
!13 = !DILocation(line: 13, column: 5, scope: !10)
!20 = distinct !DISubprogram(name: "make", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition)
!21 = !DILocation(line: 21, column: 5, scope: !20)
!30 = distinct !DISubprogram(name: "merged_calls", file: !1, line: 30, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!31 = !DILocation(line: 31, column: 5, scope: !30)
!32 = !DILocation(line: 32, column: 5, scope: !30)
!33 = !DILocation(line: 33, column: 5, scope: !30)
