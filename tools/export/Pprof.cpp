// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// pprof's profile.proto, gzipped. The numbers below are the fields of
// https://github.com/google/pprof/blob/main/proto/profile.proto
#include "export/Export.h"
#include "export/Gzip.h"
#include "export/Stacks.h"

#include <map>
#include <protozero/pbf_writer.hpp>
#include <unordered_map>

namespace allocsites {

namespace {

using protozero::pbf_writer;

class PprofWriter {
public:
  PprofWriter(const ReportContext &context, const View &view)
      : context(context), view(view), model(view.model()),
        lenses(knownLenses(model)), profile(bytes) {
    string("");
  }

  std::string write() {
    for (Lens lens : lenses)
      valueType(1, lens);
    visitStacks(view, [this](const Stack &stack, Id node, const Counts &own) {
      sample(stack, view.kinds().of(node), own);
    });
    if (model.lost.any())
      lost();
    pbf_writer mapping(profile, 3);
    mapping.add_uint64(1, 1);
    if (!model.runs.empty())
      mapping.add_int64(5, string(model.runs.front().exe));
    for (uint32_t has : {7, 8, 9, 10}) // nothing is left to symbolise
      mapping.add_bool(has, true);
    mapping.commit();
    facts();
    for (const std::string_view &text : texts)
      profile.add_string(6, text.data(), text.size());
    return std::move(bytes);
  }

private:
  int64_t string(std::string_view text) {
    if (auto found = ids.find(text); found != ids.end())
      return found->second;
    kept.emplace_back(text);
    texts.push_back(kept.back());
    return ids[texts.back()] = int64_t(texts.size() - 1);
  }

  void valueType(uint32_t field, Lens lens) {
    pbf_writer type(profile, field);
    type.add_int64(1, string(info(lens).name));
    type.add_int64(2,
                   string(info(lens).unit == Unit::Bytes ? "bytes" : "count"));
  }

  void sample(const Stack &stack, CulpritId culprit, const Counts &own) {
    locations.clear();
    for (size_t i = stack.parts.size(); i-- > 0;) {
      size_t begin = stack.parts[i];
      size_t end =
          i + 1 < stack.parts.size() ? stack.parts[i + 1] : stack.frames.size();
      locations.push_back(location({stack.frames.data() + begin, end - begin}));
    }
    labels = stack.labels;
    labels.push_back({"kind", view.kinds().kindName(culprit)});
    if (const std::string &type = view.kinds().culprit(culprit).type;
        !type.empty())
      labels.push_back({"type", type});
    sample(own);
  }

  void sample(const Counts &own) {
    pbf_writer entry(profile, 2);
    entry.add_packed_uint64(1, locations.begin(), locations.end());
    std::vector<int64_t> values;
    for (Lens lens : lenses)
      values.push_back(int64_t(own[lens]));
    entry.add_packed_int64(2, values.begin(), values.end());
    for (const Label &label : labels) {
      int64_t key = string(label.key), value = string(label.value);
      pbf_writer part(entry, 3);
      part.add_int64(1, key);
      part.add_int64(2, value);
    }
  }

  /// The frames of one site, which were inlined into one another.
  uint64_t location(std::span<const Id> frames) {
    auto [entry, isNew] = locationIds.try_emplace(
        {frames.front(), frames.back()}, locationIds.size() + 1);
    if (!isNew)
      return entry->second;
    std::vector<std::pair<uint64_t, uint32_t>> lines;
    for (size_t i = frames.size(); i-- > 0;) {
      const Frame &frame = model.frames[frames[i]];
      lines.push_back({functionOf(frame.function), frame.line});
    }
    locationEntry(entry->second, lines);
    return entry->second;
  }

  void locationEntry(uint64_t id,
                     const std::vector<std::pair<uint64_t, uint32_t>> &lines) {
    pbf_writer location(profile, 4);
    location.add_uint64(1, id);
    location.add_uint64(2, 1);
    for (const auto &[function, number] : lines) {
      pbf_writer line(location, 4);
      line.add_uint64(1, function);
      line.add_int64(2, number);
    }
  }

  uint64_t functionOf(Id function) {
    auto [entry, isNew] =
        functionIds.try_emplace(function, functionIds.size() + 1);
    if (isNew)
      functionEntry(entry->second, context.names.of(function),
                    model.nameOf(function), model.fileOf(function),
                    model.functions[function].startLine);
    return entry->second;
  }

  void functionEntry(uint64_t id, std::string_view name,
                     std::string_view linkageName, std::string_view file,
                     uint32_t line) {
    // pprof would demangle a name that is given twice, and not as we do.
    if (linkageName == name)
      linkageName = {};
    int64_t numbers[] = {string(name), string(linkageName), string(file)};
    pbf_writer entry(profile, 5);
    entry.add_uint64(1, id);
    for (uint32_t i = 0; i < 3; ++i)
      entry.add_int64(i + 2, numbers[i]);
    entry.add_int64(5, line);
  }

  void lost() {
    uint64_t id = functionIds.size() + 1, place = locationIds.size() + 1;
    functionEntry(id, LostName, LostName, "", 0);
    locationEntry(place, {{id, 0}});
    locations = {place};
    labels.clear();
    sample(model.lost);
  }

  void facts() {
    uint64_t start = 0;
    for (const Run &run : model.runs)
      if (start == 0 || run.startTimeNs < start)
        start = run.startTimeNs;
    profile.add_int64(9, int64_t(start));
    valueType(11, Lens::AllocSpace);
    profile.add_int64(12, 1); // each byte counts
    for (const Run &run : model.runs)
      if (!run.command.empty())
        profile.add_int64(13, string(run.command));
    profile.add_int64(14, string(info(context.lens).name));
  }

  const ReportContext &context;
  const View &view;
  const Model &model;
  std::vector<Lens> lenses;
  std::string bytes;
  pbf_writer profile;
  std::deque<std::string> kept;
  std::vector<std::string_view> texts;
  std::unordered_map<std::string_view, int64_t> ids;
  std::unordered_map<Id, uint64_t> functionIds;
  std::map<std::pair<Id, Id>, uint64_t> locationIds;
  std::vector<uint64_t> locations;
  std::vector<Label> labels;
};

} // namespace

void exportPprof(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  appendGzip(out, PprofWriter(context, view).write());
}

} // namespace allocsites
