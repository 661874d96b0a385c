// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file in memory, for what reads files only.
#ifndef ALLOCSITES_TEST_FUZZ_TEMPORARYFILE_H
#define ALLOCSITES_TEST_FUZZ_TEMPORARYFILE_H

#include <cstddef>
#include <string>

namespace allocsites::fuzz {

class TemporaryFile {
public:
  TemporaryFile(const void *data, size_t size);
  TemporaryFile(const TemporaryFile &) = delete;
  ~TemporaryFile();

  const std::string &path() const { return name; }

private:
  int descriptor;
  std::string name;
};

} // namespace allocsites::fuzz

#endif
