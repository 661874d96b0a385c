; Intent: an unwind edge cannot leave a region, so one that shares its landing pad with
; another begins above both.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
declare i32 @__gxx_personality_v0(...)
; CHECK-LABEL: define i32 @f(
; CHECK-NEXT: %allocsites.record
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK-NOT: load ptr, ptr @__allocsites_top
; CHECK: pad:
; CHECK-NEXT: landingpad
; CHECK: call ptr @__cxa_begin_catch
; CHECK: load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr {{.*}}, ptr @__allocsites_top
; CHECK-NEXT: ret i32 1
define i32 @f(i32 %n) nounwind personality ptr @__gxx_personality_v0 {
  switch i32 %n, label %done [ i32 1, label %a
                               i32 2, label %b ], !prof !0
a:
  invoke void @g() to label %done unwind label %pad
b:
  invoke void @g() to label %done unwind label %pad
pad:
  %l = landingpad { ptr, i32 } catch ptr null
  %e = extractvalue { ptr, i32 } %l, 0
  call ptr @__cxa_begin_catch(ptr %e)
  ret i32 1
done:
  ret i32 0
}
; A pad of its own is part of the region.
; CHECK-LABEL: define i32 @own(
; CHECK-NOT: @__allocsites_top
; CHECK: a:
; CHECK: load ptr, ptr @__allocsites_top
define i32 @own(i1 %c) nounwind personality ptr @__gxx_personality_v0 {
  br i1 %c, label %a, label %done, !prof !1
a:
  invoke void @g() to label %done unwind label %pad
pad:
  %l = landingpad { ptr, i32 } catch ptr null
  ret i32 1
done:
  ret i32 0
}
declare ptr @__cxa_begin_catch(ptr)
!0 = !{!"branch_weights", i32 100000, i32 1, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
