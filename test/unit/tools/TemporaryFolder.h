// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A folder of a test's own, so that tests may run at the same time.
#ifndef ALLOCSITES_TEST_TEMPORARYFOLDER_H
#define ALLOCSITES_TEST_TEMPORARYFOLDER_H

#include <filesystem>
#include <gtest/gtest.h>
#include <stdexcept>
#include <stdlib.h>
#include <string>

namespace allocsites {

/// Made on construction, removed with its content on destruction.
class TemporaryFolder {
public:
  TemporaryFolder() : name(testing::TempDir() + "allocsites_test.XXXXXX") {
    if (!mkdtemp(name.data()))
      throw std::runtime_error("cannot make a folder in " + testing::TempDir());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(name, ignored);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  /// With a slash at the end.
  std::string path() const { return name + "/"; }
  std::string file(const std::string &base) const { return path() + base; }

private:
  std::string name;
};

} // namespace allocsites

#endif
