// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where allocation functions call one another the outermost counts.
#ifndef ALLOCSITES_RUNTIME_NESTEDCALL_H
#define ALLOCSITES_RUNTIME_NESTEDCALL_H

#include "Runtime.h"

namespace allocsites {

// An exception may pass through such a call: whoever has one is compiled with
// -fexceptions. What that wants of the C++ library is there where exceptions
// are, and must not be missed elsewhere.
asm(".weak __gxx_personality_v0\n.weak _Unwind_Resume");

/// While one lives, allocations on this thread are part of a larger one. When a
/// jump passes, enter() notices later.
class NestedCall {
public:
  explicit NestedCall(const void *Frame) : T(Current ? Current : enter(Frame)) {
    if (!T)
      return;
    T->Nested = 1;
    T->NestedFrame = Frame;
    Current = nullptr;
  }
  ~NestedCall() { end(); }
  /// What comes now counts again, if this is the outermost.
  void end() {
    if (!T)
      return;
    T->Nested = 0;
    Current = T;
    T = nullptr;
  }
  NestedCall(const NestedCall &) = delete;
  NestedCall &operator=(const NestedCall &) = delete;

private:
  Thread *T;
};

} // namespace allocsites

#endif
