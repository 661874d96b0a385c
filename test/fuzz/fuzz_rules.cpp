// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files of --rules, with any content: refused with a line, or rules that can be
// asked about a function.
#include "TemporaryFile.h"
#include "model/KindRules.h"
#include "model/Library.h"

#include <cstdlib>

using namespace allocsites;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::TemporaryFile file(data, size);
  LibraryRules library;
  if (Result<void> done = library.addFile(file.path());
      !done && done.error().message.empty())
    std::abort();

  KindRules kinds;
  if (Result<void> done = kinds.addFile(file.path()); !done) {
    if (done.error().message.empty())
      std::abort();
    return 0;
  }
  for (const char *name :
       {"std::vector<int, std::allocator<int> >::_M_realloc_insert(int&&)",
        "operator new(unsigned long)", "f", ""})
    if (uint32_t rule = kinds.find(name); rule != KindRules::NoRule)
      if (kinds.kindNames().at(kinds.rule(rule).kind).empty())
        std::abort();
  return 0;
}
