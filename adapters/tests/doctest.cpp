// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each doctest test case becomes a label of the profile (test=NAME): compile
// this file with the tests (CMake: AllocSites::doctest). See docs/tests.md.
#include "TestLabel.h"

#if __has_include(<doctest/doctest.h>)
#include <doctest/doctest.h>
#else
#include <doctest.h>
#endif

/// Which listener is the one that acts: a program may get this file twice.
extern "C" __attribute__((weak, visibility("default")))
const void *allocsites_doctest_listener;
const void *allocsites_doctest_listener = nullptr;

namespace {

void fail(const char *file, int line, const std::string &message) {
  ADD_FAIL_CHECK_AT(file, line, message);
}

struct Listener : doctest::IReporter {
  explicit Listener(const doctest::ContextOptions &) {}

  void test_case_start(const doctest::TestCaseData &test) override {
    if (!allocsites_doctest_listener)
      allocsites_doctest_listener = this;
    if (allocsites_doctest_listener == this)
      label.begin(test.m_name);
  }
  void test_case_end(const doctest::CurrentTestCaseStats &) override {
    label.end();
  }

  void report_query(const doctest::QueryData &) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats &) override {}
  void test_case_reenter(const doctest::TestCaseData &) override {}
  void test_case_exception(const doctest::TestCaseException &) override {}
  void subcase_start(const doctest::SubcaseSignature &) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData &) override {}
  void log_message(const doctest::MessageData &) override {}
  void test_case_skipped(const doctest::TestCaseData &) override {}

  allocsites_adapters::TestLabel label{fail};
};

} // namespace

DOCTEST_REGISTER_LISTENER("allocsites", 1, Listener);
