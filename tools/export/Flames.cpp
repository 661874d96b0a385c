// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stacks for flame graphs: folded lines and speedscope's JSON.
#include "export/Export.h"
#include "export/FrameNames.h"
#include "export/Stacks.h"

#include <algorithm>
#include <fmt/ranges.h>
#include <map>
#include <nlohmann/json.hpp>

namespace allocsites {

namespace {

/// Contexts that look alike at the granularity in use become one.
std::map<std::vector<uint32_t>, Counts> mergedStacks(FrameNames &frames,
                                                     const View &view) {
  std::map<std::vector<uint32_t>, Counts> result;
  std::vector<uint32_t> numbers;
  visitStacks(view, [&](const Stack &stack, Id, const Counts &own) {
    numbers.clear();
    for (Id frame : stack.frames)
      numbers.push_back(frames.numberOf(frame));
    result[numbers] += own;
  });
  return result;
}

} // namespace

std::string jsonText(std::string_view text) {
  return nlohmann::json(std::string(text))
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void exportFolded(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  FrameNames frames(context, view.model());
  auto stacks = mergedStacks(frames, view);
  std::vector<std::string> names;
  for (uint32_t i = 0; i < frames.size(); ++i) {
    names.push_back(frames.text(i));
    std::replace(names.back().begin(), names.back().end(), ';', ':');
  }
  for (const auto &[stack, counts] : stacks) {
    if (counts[context.lens] == 0)
      continue;
    for (size_t i = 0; i < stack.size(); ++i)
      print(out, "{}{}", i ? ";" : "", names[stack[i]]);
    print(out, " {}\n", counts[context.lens]);
  }
  if (uint64_t lost = view.model().lost[context.lens])
    print(out, "{} {}\n", LostName, lost);
}

void exportSpeedscope(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  const Model &model = view.model();
  FrameNames frames(context, model);
  auto stacks = mergedStacks(frames, view);
  print(out,
        "{{\"$schema\":"
        "\"https://www.speedscope.app/file-format-schema.json\",\n"
        "\"exporter\":\"allocsites\",\"name\":{},\n"
        "\"shared\":{{\"frames\":[",
        jsonText(model.runs.empty() ? "" : model.runs.front().exe));
  for (uint32_t i = 0; i < frames.size(); ++i) {
    const RowPlace &row = frames.row(i);
    print(out, "{}\n{{\"name\":{}", i ? "," : "", jsonText(frames.text(i)));
    if (row.file != None)
      print(out, ",\"file\":{}", jsonText(model.string(row.file)));
    if (row.line != 0)
      print(out, ",\"line\":{}", row.line);
    print(out, "}}");
  }
  // The lens in use comes first: speedscope opens that.
  std::vector<Lens> lenses = knownLenses(model);
  std::erase(lenses, context.lens);
  lenses.insert(lenses.begin(), context.lens);
  print(out, "\n]}},\n\"activeProfileIndex\":0,\"profiles\":[");
  for (Lens lens : lenses) {
    uint64_t total = 0;
    for (const auto &[stack, counts] : stacks)
      total += counts[lens];
    print(out,
          "{}\n{{\"type\":\"sampled\",\"name\":\"{}\",\"unit\":\"{}\","
          "\"startValue\":0,\"endValue\":{},\n\"samples\":[",
          lens == lenses.front() ? "" : ",", info(lens).name,
          info(lens).unit == Unit::Bytes ? "bytes" : "none", total);
    std::string weights;
    for (const auto &[stack, counts] : stacks)
      if (counts[lens] != 0) {
        print(out, "{}[{}]", weights.empty() ? "" : ",\n",
              fmt::join(stack, ","));
        weights += (weights.empty() ? "" : ",") + std::to_string(counts[lens]);
      }
    print(out, "],\n\"weights\":[{}]}}", weights);
  }
  print(out, "\n]}}\n");
}

} // namespace allocsites
