; Intent: a rewritten call keeps what the call had: result and argument attributes,
; calling convention, tail marker, bundles, names, locations and metadata.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare noalias ptr @malloc(i64) #0

; CHECK-LABEL: define ptr @kept(
; CHECK: %p = tail call fastcc noalias noundef nonnull align 16 dereferenceable(8) ptr @__allocsites_malloc(i64 noundef 8, ptr getelementptr inbounds {{.*}}) #[[CALL:[0-9]+]] [ "kept"() ], !dbg ![[LINE:[0-9]+]], !heapallocsite ![[TYPE:[0-9]+]]
; CHECK-NEXT: ret ptr %p
define ptr @kept() !dbg !4 {
  %p = tail call fastcc noalias noundef nonnull align 16 dereferenceable(8) ptr @malloc(i64 noundef 8) #1 [ "kept"() ], !dbg !7, !heapallocsite !6
  ret ptr %p
}
; CHECK: declare noalias ptr @__allocsites_malloc(i64, ptr) #[[ENTRY:[0-9]+]]
; The entry reads records, so it does not keep the promise about memory.
; CHECK-DAG: attributes #[[ENTRY]] = { nounwind allockind("alloc,uninitialized") allocsize(0) "alloc-family"="malloc" }
; CHECK-DAG: attributes #[[CALL]] = { cold
; CHECK-DAG: ![[LINE]] = !DILocation(line: 3
; CHECK-DAG: ![[TYPE]] = !DIBasicType(name: "long"

attributes #0 = { nounwind nosync nocallback allockind("alloc,uninitialized") allocsize(0) "alloc-family"="malloc" memory(inaccessiblemem: readwrite) }
attributes #1 = { cold nobuiltin memory(inaccessiblemem: readwrite) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.c", directory: "/src")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "kept", file: !1, line: 2, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!6 = !DIBasicType(name: "long", size: 64, encoding: DW_ATE_signed)
!7 = !DILocation(line: 3, column: 4, scope: !4)
