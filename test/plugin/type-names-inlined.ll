; Intent: an allocation keeps its type when it is inlined where something is to be
; destroyed, which makes an invoke of it; two types at one place are none.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites-prepare,cgscc(inline),allocsites,verify' -S %s \
; RUN:   | %python %S/Inputs/site_tables.py | %FileCheck %s --match-full-lines

declare ptr @_Znwm(i64)
declare void @use(ptr)
declare i32 @__gxx_personality_v0(...)

define internal ptr @one() alwaysinline !dbg !4 {
  %p = call ptr @_Znwm(i64 8), !dbg !5, !heapallocsite !10
  ret ptr %p, !dbg !5
}
define internal ptr @two() alwaysinline !dbg !6 {
  %p = call ptr @_Znwm(i64 8), !dbg !7, !heapallocsite !10
  %q = call ptr @_Znwm(i64 4), !dbg !7, !heapallocsite !11
  call void @use(ptr %p), !dbg !7
  ret ptr %q, !dbg !7
}
; CHECK: {{ *}}site flags=1 callee=_Znwm type=Small
; CHECK-NOT: {{.*}} type={{[^-].*}}
define void @f() personality ptr @__gxx_personality_v0 !dbg !8 {
  %p = invoke ptr @one() to label %then unwind label %cleanup, !dbg !9
then:
  %q = invoke ptr @two() to label %end unwind label %cleanup, !dbg !9
end:
  call void @use(ptr %p), !dbg !9
  call void @use(ptr %q), !dbg !9
  ret void
cleanup:
  %l = landingpad { ptr, i32 } cleanup
  call void @use(ptr null), !dbg !9
  resume { ptr, i32 } %l
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "one", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 3, column: 5, scope: !4)
!6 = distinct !DISubprogram(name: "two", file: !1, line: 5, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 6, column: 5, scope: !6)
!8 = distinct !DISubprogram(name: "f", file: !1, line: 8, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!9 = !DILocation(line: 9, column: 5, scope: !8)
!10 = !DICompositeType(tag: DW_TAG_structure_type, name: "Small", file: !1, line: 1, size: 64)
!11 = !DICompositeType(tag: DW_TAG_structure_type, name: "Other", file: !1, line: 1, size: 32)
