; Intent: calls of allocators that the user named are recorded and their result is
; reported; a deallocator's argument is reported before its call.
;
; RUN: %opt -load-pass-plugin=%plugin -S %s -pass-remarks-missed=allocsites 2> %t.err \
; RUN:   -passes='allocsites<allocators=pool_get@1*2|ns::take@0|bad@7;deallocators=pool_put@0>,verify' -o %t.ll
; RUN: %FileCheck %s < %t.ll
; RUN: %python %S/Inputs/site_tables.py < %t.ll | %FileCheck %s --check-prefix=SITES
; RUN: %FileCheck --check-prefix=WHY %s < %t.err

declare ptr @pool_get(ptr, i32, i64)
declare ptr @_ZN2ns4takeEm(i64)
declare void @pool_put(ptr) memory(argmem: write)
declare ptr @bad(i64)
declare i32 @__gxx_personality_v0(...)
; Calls nothing else, but is an allocator all the same.
define internal ptr @local() noinline {
  ret ptr null
}

; The flag NAMED_ALLOCATOR is 4.
; SITES: table f: 1 sites
; SITES-NEXT: site flags=4 callee=pool_get
; CHECK-LABEL: define void @f(
; CHECK: store ptr %allocsites.record, ptr @__allocsites_top
; CHECK-NEXT: %a = call ptr @pool_get(ptr %p, i32 %n, i64 8)
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: %[[N:.*]] = zext i32 %n to i64
; CHECK-NEXT: %[[SIZE:.*]] = mul i64 %[[N]], 8
; CHECK-NEXT: call void @__allocsites_allocated(ptr %a, i64 %[[SIZE]], ptr getelementptr inbounds (i8, ptr @__allocsites_sites.f, i64 {{[0-9]+}}))
; CHECK-NEXT: call void @__allocsites_freed(ptr %a)
; CHECK-NEXT: call void @pool_put(ptr %a)
; CHECK-NEXT: ret void
define void @f(ptr %p, i32 %n) nounwind {
  %a = call ptr @pool_get(ptr %p, i32 %n, i64 8)
  call void @pool_put(ptr %a)
  ret void
}
; On the normal edge only, even if others come to the same block.
; CHECK-LABEL: define ptr @invokes(
; CHECK: to label %[[NORMAL:.*]] unwind label %pad
; CHECK: [[NORMAL]]:
; CHECK: call void @__allocsites_allocated(ptr %a, i64 16, ptr
; CHECK: br label %done
define ptr @invokes(i1 %c) personality ptr @__gxx_personality_v0 {
  br i1 %c, label %take, label %done
take:
  %a = invoke ptr @_ZN2ns4takeEm(i64 16) to label %done unwind label %pad
pad:
  %l = landingpad { ptr, i32 } catch ptr null
  ret ptr null
done:
  %r = phi ptr [ null, %0 ], [ %a, %take ]
  ret ptr %r
}
; WHY: remark: {{.*}}: bad does not have the argument or result that the plugin options say
; CHECK-LABEL: define void @misnamed(
; CHECK: call ptr @bad(i64 1)
; CHECK-NOT: allocated
; CHECK: ret void
define void @misnamed() nounwind {
  call ptr @bad(i64 1)
  ret void
}
