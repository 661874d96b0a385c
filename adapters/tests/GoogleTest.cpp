// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each GoogleTest test becomes a label of the profile (test=Suite.Name):
// compile this file with the tests (CMake: AllocSites::gtest). See
// docs/tests.md.
#include "TestLabel.h"

#include <gtest/gtest.h>

/// Set by the first of us: a program may get this file twice, through
/// libraries.
extern "C"
    __attribute__((weak, visibility("default"))) bool allocsites_gtest_listens;
bool allocsites_gtest_listens = false;

namespace {

void fail(const char *file, int line, const std::string &message) {
  ADD_FAILURE_AT(file, line) << message;
}

class Listener : public testing::EmptyTestEventListener {
public:
  Listener() : label(fail) {}

  // The framework tells the start to us last and the end first: what its
  // printers allocate then is outside.
  void OnTestStart(const testing::TestInfo &test) override {
    allocsites::Pause pause;
    std::string name = std::string(test.test_suite_name()) + "." + test.name();
    label.begin(name.c_str());
  }
  void OnTestEnd(const testing::TestInfo &) override { label.end(); }

private:
  allocsites_adapters::TestLabel label;
};

// Before main: a program's own main need not know.
__attribute__((constructor)) void listen() {
  if (allocsites_gtest_listens)
    return;
  allocsites_gtest_listens = true;
  testing::UnitTest::GetInstance()->listeners().Append(new Listener);
}

} // namespace
