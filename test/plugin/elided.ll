; Intent: what the optimiser removes is noted with the function that is left, for
; each inlined copy; what is kept, and functions that nobody calls, are not.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='default<O2>' -S %s | sed -E 's/\\(5C|\\)011/|/g; s/\\(5C|\\)012/;/g' | %FileCheck %s --implicit-check-not=pushsection
; RUN: env ALLOCSITES_PLUGIN_OPTIONS=elided=0 %opt -load-pass-plugin=%plugin -passes='default<O2>' -S %s | %FileCheck %s --check-prefix=OFF --implicit-check-not=pushsection
; RUN: env ALLOCSITES_PLUGIN_OPTIONS=elided=0 %opt -load-pass-plugin=%plugin -passes='default<O2>' -S %s | grep -c __allocsites__Znwm
; RUN: %opt -load-pass-plugin=%plugin -passes='default<O0>' -S %s | %FileCheck %s --check-prefix=O0 --implicit-check-not=pushsection
; RUN: %opt -load-pass-plugin=%plugin -passes='default<O2>' -S %s | grep 'allocsites.inventory' && exit 1; true

; OFF: define void @pair(
; O0: define void @pair(

declare ptr @_Znwm(i64) #0
declare void @_ZdlPv(ptr) #0

; CHECK-LABEL: define void @pair(
; CHECK-NEXT: call void asm sideeffect
; CHECK-SAME: .pushsection .allocsites_elided,\22o?\22,@progbits,.Lallocsites_elided${:uid}
; CHECK-SAME: .ascii \22s|pair|/src/a.cpp|2;
; CHECK-SAME: e|_Znwm|int|0:3:5;\22
; CHECK-NEXT: ret void
define void @pair() nounwind !dbg !10 {
  %p = call ptr @_Znwm(i64 4) #1, !dbg !11, !heapallocsite !5
  call void @_ZdlPv(ptr %p) #1, !dbg !12
  ret void, !dbg !12
}

; CHECK-LABEL: define {{.*}}ptr @kept(
; CHECK: call {{.*}}@__allocsites__Znwm(
define ptr @kept() nounwind !dbg !20 {
  %p = call ptr @_Znwm(i64 4) #1, !dbg !21
  ret ptr %p, !dbg !21
}

; Nobody calls it.
define internal void @dead() nounwind !dbg !30 {
  %p = call ptr @_Znwm(i64 4) #1, !dbg !31
  call void @_ZdlPv(ptr %p) #1, !dbg !31
  ret void, !dbg !31
}

define internal ptr @make() nounwind !dbg !40 {
  %p = call ptr @_Znwm(i64 4) #1, !dbg !41
  ret ptr %p, !dbg !41
}

; One copy of make's allocation goes,
; CHECK-LABEL: define void @inlined_and_gone(
; CHECK-NEXT: call void asm sideeffect
; CHECK-SAME: .pushsection {{.*}}\22s|inlined_and_gone|/src/a.cpp|50;s|_ZL4makev|/src/a.cpp|40;
; CHECK-SAME: e|_Znwm||0:51:7|1:41:9;\22
; CHECK-NEXT: ret void
define void @inlined_and_gone() nounwind !dbg !50 {
  %p = call ptr @make(), !dbg !51
  call void @_ZdlPv(ptr %p) #1, !dbg !51
  ret void, !dbg !51
}

; the other stays.
; CHECK-LABEL: define {{.*}}ptr @inlined_and_kept(
; CHECK: call {{.*}}@__allocsites__Znwm(
define ptr @inlined_and_kept() nounwind !dbg !60 {
  %p = call ptr @make(), !dbg !61
  ret ptr %p, !dbg !61
}

; It allocates where it is called, and is told where it is defined.
; CHECK-LABEL: define {{.*}}ptr @not_inlined(
; CHECK: call {{.*}}@__allocsites__Znwm(
define ptr @not_inlined() noinline nounwind !dbg !70 {
  %p = call ptr @_Znwm(i64 4) #1, !dbg !71
  ret ptr %p, !dbg !71
}
; CHECK-LABEL: define {{.*}}@calls(
; CHECK: call {{.*}}@not_inlined(
define ptr @calls() nounwind !dbg !80 {
  %p = call ptr @not_inlined(), !dbg !81
  ret ptr %p, !dbg !81
}

attributes #0 = { nobuiltin }
attributes #1 = { builtin }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.cpp", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!5 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!10 = distinct !DISubprogram(name: "pair", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!11 = !DILocation(line: 3, column: 5, scope: !10)
!12 = !DILocation(line: 4, column: 5, scope: !10)
!20 = distinct !DISubprogram(name: "kept", file: !1, line: 20, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!21 = !DILocation(line: 21, column: 5, scope: !20)
!30 = distinct !DISubprogram(name: "dead", file: !1, line: 30, type: !3, unit: !0, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition)
!31 = !DILocation(line: 31, column: 5, scope: !30)
!40 = distinct !DISubprogram(name: "make", linkageName: "_ZL4makev", file: !1, line: 40, type: !3, unit: !0, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition)
!41 = !DILocation(line: 41, column: 9, scope: !40)
!50 = distinct !DISubprogram(name: "inlined_and_gone", file: !1, line: 50, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!51 = !DILocation(line: 51, column: 7, scope: !50)
!60 = distinct !DISubprogram(name: "inlined_and_kept", file: !1, line: 60, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!61 = !DILocation(line: 61, column: 7, scope: !60)
!70 = distinct !DISubprogram(name: "not_inlined", file: !1, line: 70, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!71 = !DILocation(line: 71, column: 7, scope: !70)
!80 = distinct !DISubprogram(name: "calls", file: !1, line: 80, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!81 = !DILocation(line: 81, column: 7, scope: !80)
