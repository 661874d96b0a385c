; Intent: the allocated type is spelt with its scopes.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s \
; RUN:   | %python %S/Inputs/site_tables.py | %FileCheck %s --match-full-lines

declare ptr @_Znwm(i64)
; CHECK: {{.*}} type=ns::Outer::Small
; CHECK: {{.*}} type=std::string
; CHECK: {{.*}} type=const char *
; CHECK: {{.*}} type=char *const
; CHECK: {{.*}} type=int[4][2]
; CHECK: {{.*}} type=(anonymous namespace)::Hidden
; CHECK: {{.*}} type=f::Local
; CHECK: {{.*}} type=int (char *, int)
; CHECK: {{.*}} type=int &
; CHECK: {{.*}} type=void *
define void @f() !dbg !4 {
  call ptr @_Znwm(i64 1), !dbg !5, !heapallocsite !10
  call ptr @_Znwm(i64 2), !dbg !5, !heapallocsite !13
  call ptr @_Znwm(i64 3), !dbg !5, !heapallocsite !16
  call ptr @_Znwm(i64 4), !dbg !5, !heapallocsite !19
  call ptr @_Znwm(i64 5), !dbg !5, !heapallocsite !20
  call ptr @_Znwm(i64 6), !dbg !5, !heapallocsite !25
  call ptr @_Znwm(i64 7), !dbg !5, !heapallocsite !27
  call ptr @_Znwm(i64 8), !dbg !5, !heapallocsite !28
  call ptr @_Znwm(i64 9), !dbg !5, !heapallocsite !30
  call ptr @_Znwm(i64 10), !dbg !5, !heapallocsite !31
  call ptr @_Znwm(i64 11), !dbg !5, !heapallocsite !32
  ret void
}
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "f", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 3, column: 5, scope: !4)
!10 = !DICompositeType(tag: DW_TAG_structure_type, name: "Small", scope: !11, size: 8)
!11 = !DICompositeType(tag: DW_TAG_class_type, name: "Outer", scope: !12, size: 8)
!12 = !DINamespace(name: "ns", scope: null)
!13 = !DIDerivedType(tag: DW_TAG_typedef, name: "string", scope: !14, baseType: !10)
!14 = !DINamespace(name: "std", scope: null)
!15 = !DIBasicType(name: "char", size: 8, encoding: DW_ATE_signed_char)
!16 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !17, size: 64)
!17 = !DIDerivedType(tag: DW_TAG_const_type, baseType: !15)
!18 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !15, size: 64)
!19 = !DIDerivedType(tag: DW_TAG_const_type, baseType: !18)
!20 = !DICompositeType(tag: DW_TAG_array_type, baseType: !21, elements: !{!22, !23})
!21 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!22 = !DISubrange(count: 4)
!23 = !DISubrange(count: 2)
!24 = !DINamespace(scope: null)
!25 = !DICompositeType(tag: DW_TAG_structure_type, name: "Hidden", scope: !24, size: 8)
!26 = distinct !DILexicalBlock(scope: !4, file: !1, line: 3)
!27 = !DICompositeType(tag: DW_TAG_structure_type, name: "Local", scope: !26, file: !1, size: 8)
!28 = !DISubroutineType(types: !29)
!29 = !{!21, !18, !21}
!30 = !DIDerivedType(tag: DW_TAG_reference_type, baseType: !21, size: 64)
!31 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: null, size: 64)
!32 = !{}
