// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the listeners of all test frameworks do: each test is a label
// (test=NAME), and failed expectations fail it.
#ifndef ALLOCSITES_ADAPTERS_TESTLABEL_H
#define ALLOCSITES_ADAPTERS_TESTLABEL_H

#include "allocsites/expect.h"

#include <cstdio>

namespace allocsites_adapters {

class TestLabel {
public:
  explicit TestLabel(allocsites::FailureHandler handler) : handler(handler) {}

  void begin(const char *name) {
    end(); // of a test that was left without its end being told
    open = true;
    before = allocsites::failureHandler();
    allocsites::failureHandler() = handler;
    labelled = allocsites_active();
    if (labelled)
      allocsites_push_label("test", name);
    else
      warn();
  }
  void end() {
    if (!open)
      return;
    open = false;
    if (labelled)
      allocsites_pop_label();
    allocsites::failureHandler() = before;
  }

private:
  void warn() {
    if (!warned)
      std::fputs("allocsites: tests are not told apart: nothing is profiled in "
                 "this process (is the runtime linked, and not switched off "
                 "in ALLOCSITES_OPTIONS?)\n",
                 stderr);
    warned = true;
  }

  allocsites::FailureHandler handler, before = nullptr;
  bool open = false, labelled = false, warned = false;
};

} // namespace allocsites_adapters

#endif
