; Intent: in a function that calls setjmp the record begins before anything else, and
; is left by what memory says.
;
; RUN: %opt -load-pass-plugin=%plugin -passes='allocsites,verify' -S %s | %FileCheck %s

declare void @g()
declare i32 @_setjmp(ptr) returns_twice
declare ptr @malloc(i64)
; CHECK-LABEL: define i32 @f(
; CHECK-NEXT: %allocsites.record = alloca
; CHECK-NEXT: %buffer = alloca
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: call i32 @_setjmp(ptr %buffer)
; The jump may have come from below the call of g.
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: call ptr @__allocsites_malloc
; CHECK-NOT: load ptr, ptr @__allocsites_top
; CHECK: done:
; CHECK-NEXT: load ptr, ptr %allocsites.record
define i32 @f(i1 %c) nounwind {
  %buffer = alloca [200 x i8]
  %r = call i32 @_setjmp(ptr %buffer) returns_twice
  call ptr @malloc(i64 1)
  br i1 %c, label %call, label %done
call:
  call void @g()
  br label %done
done:
  ret i32 %r
}
; The same for the compiler's own setjmp.
declare i32 @llvm.eh.sjlj.setjmp(ptr)
; CHECK-LABEL: define i32 @builtin(
; CHECK-NEXT: %allocsites.record = alloca
; CHECK-NEXT: load ptr, ptr @__allocsites_top
; CHECK: call i32 @llvm.eh.sjlj.setjmp(ptr %buffer)
; CHECK-NEXT: %[[UP:.*]] = load ptr, ptr %allocsites.record
; CHECK-NEXT: store ptr %[[UP]], ptr @__allocsites_top
; CHECK-NEXT: call ptr @__allocsites_malloc
define i32 @builtin(i1 %c, ptr %buffer) nounwind {
  %r = call i32 @llvm.eh.sjlj.setjmp(ptr %buffer)
  call ptr @malloc(i64 1)
  br i1 %c, label %call, label %done
call:
  call void @g()
  br label %done
done:
  ret i32 %r
}
