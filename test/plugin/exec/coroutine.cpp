// Intent: a coroutine's frame and what its resumed parts allocate are charged
// to whoever called or resumed it; suspended parts leave no record behind.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -DCXX -fexceptions -I%include_dir -c %S/../Inputs/fake_runtime.cpp -o %t/rt.o
// RUN: for o in 0 1 2 3; do \
// RUN:   %clangxx -std=c++20 -g -O$o -fpass-plugin=%plugin %s %t/rt.o -o %t/a && \
// RUN:   env TRACE=1 %t/a 2> %t/trace.$o && %FileCheck %s < %t/trace.$o || exit 1; \
// RUN: done
#include <coroutine>
#include <exception>

#define KEEP __attribute__((noinline))
void *volatile Sink;

struct Task {
  struct promise_type {
    std::coroutine_handle<> Waiting;
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      // Symmetric transfer: a musttail call.
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        auto W = H.promise().Waiting;
        return W ? W : std::noop_coroutine();
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> H;
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Outer) {
    H.promise().Waiting = Outer;
    return H;
  }
  void await_resume() {}
};

KEEP void allocate(int n) { Sink = new char[n]; }

struct Pause {
  static inline std::coroutine_handle<> Paused;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> H) { Paused = H; }
  void await_resume() {}
};

KEEP Task inner() {
  allocate(11);
  co_await Pause();
  allocate(12);
}
KEEP Task outer() {
  allocate(21);
  Task T = inner();
  co_await T;
  allocate(22);
  T.H.destroy();
}

// The frame of outer, made when it is called.
// CHECK: new {{[0-9]+}}: _Znwm {{.*}}_Z5outerv coroutine.cpp:{{.*}} <- _Z5outerv in main
// CHECK: new 21: _Znam <char> in _Z8allocatei coroutine.cpp:46:{{[0-9]+}} <- _Z8allocatei in _Z5outerv{{.*}} coroutine.cpp:61:3 <-
// CHECK: new {{[0-9]+}}: _Znwm {{.*}}_Z5innerv coroutine.cpp:{{.*}} <- _Z5innerv in _Z5outerv
// CHECK: new 11: _Znam <char> in _Z8allocatei {{.*}} <- _Z8allocatei in _Z5innerv{{.*}} coroutine.cpp:56:3 <-
int main() {
  Task T = outer();
  T.H.resume();
  // CHECK-NEXT: new 4: _Znwm <int> in main coroutine.cpp:[[@LINE+1]]:10{{$}}
  Sink = new int;
  // CHECK: new 12: _Znam <char> in _Z8allocatei {{.*}} <- _Z8allocatei in _Z5innerv{{.*}} coroutine.cpp:58:3 <-
  // CHECK: new 22: _Znam <char> in _Z8allocatei {{.*}} <- _Z8allocatei in _Z5outerv{{.*}} coroutine.cpp:64:3 <-
  Pause::Paused.resume();
  T.H.destroy();
  // CHECK: new 1: _Znwm <char> in main coroutine.cpp:[[@LINE+1]]:10{{$}}
  Sink = new char;
}
// CHECK: end
