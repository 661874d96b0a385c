// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each Catch2 test case (versions 2 and 3) becomes a label of the profile
// (test=NAME): compile this file with the tests (CMake: AllocSites::catch2).
// See docs/tests.md.
#include "TestLabel.h"

#if __has_include(<catch2/reporters/catch_reporter_event_listener.hpp>)
#include <catch2/catch_test_case_info.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
typedef Catch::EventListenerBase ListenerBase;
#else
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#if __has_include(<catch2/catch.hpp>)
#include <catch2/catch.hpp>
#else
#include <catch.hpp>
#endif
typedef Catch::TestEventListenerBase ListenerBase;
#endif

/// Which listener is the one that acts: a program may get this file twice.
extern "C" __attribute__((weak, visibility("default")))
const void *allocsites_catch2_listener;
const void *allocsites_catch2_listener = nullptr;

namespace {

void fail(const char *file, int line, const std::string &message) {
  FAIL_CHECK(file << ":" << line << ": " << message);
}

class Listener : public ListenerBase {
public:
  using ListenerBase::ListenerBase;

  void testCaseStarting(const Catch::TestCaseInfo &test) override {
    if (!allocsites_catch2_listener)
      allocsites_catch2_listener = this;
    if (allocsites_catch2_listener == this)
      label.begin(test.name.c_str());
  }
  void testCaseEnded(const Catch::TestCaseStats &) override { label.end(); }

private:
  allocsites_adapters::TestLabel label{fail};
};

} // namespace

CATCH_REGISTER_LISTENER(Listener)
