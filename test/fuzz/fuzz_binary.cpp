// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs and libraries with any content: refused with a line, or their sites
// listed as `allocsites sites` does. Inputs are packed as profiles are.
#include "PackedProfile.h"
#include "TemporaryFile.h"
#include "binary/BinarySites.h"
#include "binary/Elf.h"
#include "render/Sites.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace allocsites;

namespace {

/// Large enough for all that is in the corpus.
constexpr size_t LargestBinary = 1 << 18;

void check(bool good) {
  if (!good)
    std::abort();
}

void list(const Model &model, std::vector<BinaryInventory> binaries) {
  Names names(model);
  for (bool fold : {true, false}) {
    ViewOptions options;
    options.fold = fold;
    View view(model, names, LibraryRules(), options);
    ReportContext context{model,
                          names,
                          view.kinds(),
                          Lens::AllocSpace,
                          Granularity::Columns,
                          {},
                          false,
                          false,
                          {}};
    SitesReport report;
    report.binaries = binaries;
    report.rows = listSites(view, fold, binaries, {});
    report.elided = listElided(view, fold, binaries, {});
    for (bool byPlace : {false, true}) {
      report.byPlace = byPlace;
      Buffer text, json;
      renderSites(text, context, report);
      renderSitesJson(json, context, report);
      check(nlohmann::json::accept(json.begin(), json.end()));
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::Bytes binary = fuzz::unpackProfile(data, size);
  if (binary.size() > LargestBinary)
    return -1;
  fuzz::TemporaryFile file(binary.data(), binary.size());
  isElf(file.path());
  ModelBuilder builder(Strings::Copied);
  Result<BinaryInventory> inventory = readBinarySites(file.path(), builder);
  if (!inventory) {
    check(!inventory.error().message.empty());
    return 0;
  }
  std::vector<BinaryInventory> binaries{std::move(*inventory)};
  list(builder.take(), std::move(binaries));
  return 0;
}
