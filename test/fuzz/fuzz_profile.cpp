// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Profiles with any content: refused with a line, or every report and export
// of what was kept.
#include "PackedProfile.h"
#include "TemporaryFile.h"
#include "export/Export.h"
#include "model/Difference.h"
#include "model/Neighbours.h"
#include "model/TopTable.h"
#include "profile/Reader.h"
#include "render/Json.h"
#include "render/ListText.h"
#include "render/PeekText.h"
#include "render/TopText.h"
#include "render/TreeText.h"
#include "report/ReportBuilder.h"
#include "report/ReportJson.h"
#include "report/Sources.h"

#include "allocsites/format.h"

#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

using namespace allocsites;

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

namespace {

/// Large enough for all that is in the corpus.
constexpr size_t LargestProfile = 1 << 20;

void check(bool good) {
  if (!good)
    std::abort();
}

void checkJson(const Buffer &text) {
  check(nlohmann::json::accept(text.begin(), text.end()));
}

void renderAll(ReportContext &context, const View &view) {
  SourceCache sources({});
  TopOptions top;
  top.lens = context.lens;
  TopTable table =
      makeTopTable(computeRows(view, context.granularity), context.model, top);
  Buffer text, topJson, treeJson, listJson, peekJson;
  renderTop(text, context, table);
  renderTopRows(text, context, table, 3);
  renderTopJson(topJson, context, table);
  checkJson(topJson);

  CallTree tree = makeCallTree(view, context.granularity);
  tree.sortChildren(context.model, context.lens);
  renderTree(text, context, tree, {});
  renderTreeJson(treeJson, context, tree, 0);
  checkJson(treeJson);

  if (auto functions = listFunctions(view, ".", context.lens, SortKey::Flat)) {
    renderList(text, context, *functions, sources);
    renderListJson(listJson, context, *functions, sources);
    checkJson(listJson);
  }
  auto neighbours =
      neighbourhoods(view, context.granularity, context.lens, SortKey::Cum,
                     [](const RowPlace &) { return true; });
  renderPeek(text, context, neighbours);
  renderPeekJson(peekJson, context, neighbours);
  checkJson(peekJson);
}

void exportAll(ReportContext &context, const View &view) {
  for (const ExportFormat &format : exportFormats()) {
    SourceCache sources({});
    Buffer out;
    format.write(out, {context, view, sources});
    if (std::strcmp(format.name, "json") == 0 ||
        std::strcmp(format.name, "dhat") == 0 ||
        std::strcmp(format.name, "speedscope") == 0)
      checkJson(out);
  }
}

void makePage(const View &view) {
  report::ReportBuilder builder;
  builder.addSide(view);
  builder.addSide(view);
  report::ReportData data = builder.take();
  SourceCache cache({});
  Buffer json;
  report::writeReportJson(json, data, report::collectSources(data, cache), {});
  checkJson(json);
}

/// \p choice: what a user may ask for.
void readAll(const Model &model, uint32_t choice) {
  Names names(model);
  ViewOptions options;
  options.fold = choice & 1;
  View view(model, names, LibraryRules(), options);
  Lens lens = Lens(choice / 2 % LensCount);
  if (!model.knows(lens))
    lens = Lens::AllocSpace;
  ReportContext context{
      model, names, view.kinds(),     lens, Granularity(choice / 64 % 4), {},
      false, false, unknownKind(view)};
  renderAll(context, view);
  if (model.isDifference)
    return;
  exportAll(context, view);
  makePage(view);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::Bytes profile = fuzz::unpackProfile(data, size);
  if (profile.size() > LargestProfile)
    return -1;
  uint32_t choice = format::fnv1a(data, size);
  fuzz::TemporaryFile file(profile.data(), profile.size());
  Result<Model> model = readProfiles({file.path()});
  if (!model) {
    check(!model.error().message.empty());
    return 0;
  }
  readAll(*model, choice);
  if (choice / 256 % 8 == 0) {
    auto twice = readProfiles({file.path(), file.path()});
    check(bool(twice));
    readAll(difference(std::move(*twice), std::move(*model),
                       {bool(choice & 2048), bool(choice & 4096)}),
            choice);
  }
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size,
                                          size_t most, unsigned seed) {
  size = LLVMFuzzerMutate(data, size, most);
  // Now and then checks are left wrong.
  if (seed % 8 == 0)
    return size;
  fuzz::Bytes profile = fuzz::unpackProfile(data, size);
  fuzz::mendProfile(profile);
  fuzz::Bytes packed = fuzz::packProfile(profile);
  if (packed.empty() || packed.size() > most)
    return size;
  std::copy(packed.begin(), packed.end(), data);
  return packed.size();
}
