// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Difference.h"

#include "model/ModelBuilder.h"
#include "support/Path.h"
#include "support/Units.h"

#include <cmath>
#include <unordered_map>

namespace allocsites {

namespace {

/// The functions of a model by name and by file or the end of its path.
class FunctionFinder {
public:
  explicit FunctionFinder(const Model &model) {
    for (Id id = 1; id < model.functions.size(); ++id) {
      byFile[key(model.nameOf(id), model.fileOf(id))] = id;
      auto [entry, isNew] = byBase.try_emplace(
          key(model.nameOf(id), baseName(model.fileOf(id))), id);
      if (!isNew)
        entry->second = None; // several: none is meant
    }
  }

  Id find(std::string_view name, std::string_view file) const {
    if (auto found = byFile.find(key(name, file)); found != byFile.end())
      return found->second;
    auto found = byBase.find(key(name, baseName(file)));
    return found == byBase.end() ? None : found->second;
  }

private:
  static std::string key(std::string_view name, std::string_view file) {
    std::string result(name);
    result += '\0';
    return result += file;
  }

  std::unordered_map<std::string, Id> byFile, byBase;
};

Counts scaled(const Counts &counts,
              const std::array<double, LensCount> &factors) {
  Counts result;
  for (size_t i = 0; i < LensCount; ++i)
    result.values[i] = std::llround(double(counts.values[i]) * factors[i]);
  return result;
}

Counts negative(const Counts &counts) {
  Counts result;
  for (size_t i = 0; i < LensCount; ++i)
    result.values[i] = int64_t(0 - uint64_t(counts.values[i]));
  return result;
}

/// How much there is of differences, whichever way they go.
Counts magnitudes(const Model &model) {
  Counts result;
  auto add = [&](const Counts &counts) {
    Counts sizes;
    for (size_t i = 0; i < LensCount; ++i)
      sizes.values[i] = int64_t(magnitude(counts.values[i]));
    result += sizes; // Which may wrap around.
  };
  for (const Counts &own : model.own)
    add(own);
  add(model.lost);
  return result;
}

} // namespace

void rebase(Model &old, const Model &now) {
  FunctionFinder finder(now);
  std::unordered_map<std::string_view, Id> strings;
  auto stringOf = [&](std::string_view text) -> Id {
    if (text.empty())
      return None;
    auto [entry, isNew] = strings.try_emplace(text, Id(old.strings.size()));
    if (isNew) {
      old.madeStrings.emplace_back(text);
      old.strings.push_back(old.madeStrings.back());
    }
    return entry->second;
  };
  std::vector<int64_t> moved(old.functions.size());
  for (Id id = 1; id < old.functions.size(); ++id) {
    Function &function = old.functions[id];
    Id match = finder.find(old.nameOf(id), old.fileOf(id));
    if (match == None)
      continue;
    const Function &target = now.functions[match];
    if (now.string(target.file) != old.fileOf(id))
      function.file = stringOf(now.string(target.file));
    if (function.startLine != 0 && target.startLine != 0)
      moved[id] = int64_t(target.startLine) - int64_t(function.startLine);
    function.startLine = target.startLine;
  }
  for (Frame &frame : old.frames)
    if (frame.line != 0 && int64_t(frame.line) + moved[frame.function] > 0)
      frame.line = uint32_t(int64_t(frame.line) + moved[frame.function]);
}

Model difference(Model nowModel, Model baseModel,
                 const DifferenceOptions &options) {
  rebase(baseModel, nowModel);
  auto now = std::make_shared<const Model>(std::move(nowModel));
  auto base = std::make_shared<const Model>(std::move(baseModel));
  std::array<double, LensCount> factors;
  for (size_t i = 0; i < LensCount; ++i)
    factors[i] =
        options.normalise && now->totals.values[i] != 0
            ? double(base->totals.values[i]) / double(now->totals.values[i])
            : 1;
  auto scale = [&](const Counts &counts) {
    return options.normalise ? scaled(counts, factors) : counts;
  };

  ModelBuilder builder;
  builder.addContexts(*now, scale);
  builder.addContexts(*base, negative);
  Model result = builder.take();
  result.isDifference = true;
  result.lost = scale(now->lost);
  result.lost += negative(base->lost);
  result.totals = options.ofBase ? base->totals : magnitudes(result);
  result.tracking = now->tracking & base->tracking;
  result.runs = now->runs;
  for (const auto &part : {base, now})
    result.warnings.insert(result.warnings.end(), part->warnings.begin(),
                           part->warnings.end());
  result.parts = {now, base};
  return result;
}

} // namespace allocsites
