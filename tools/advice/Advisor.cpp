// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/Advisor.h"

#include "model/Rows.h"
#include "support/Units.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <tuple>

namespace allocsites {

namespace {

constexpr size_t MostCallers = 3;

using Detector = void (*)(Advisor &, const AdviceRule &);
constexpr std::pair<const char *, Detector> Detectors[] = {
#define ALLOCSITES_DETECTOR(name) {#name, detect##name},
#include "advice/Detectors.def"
#undef ALLOCSITES_DETECTOR
};

double part(int64_t value, int64_t total) {
  return total > 0 && value > 0 ? double(value) / double(total) : 0;
}

} // namespace

Advisor::Advisor(const AdviceRequest &request)
    : view(request.view), places(request.view),
      sources(request.view.model(), request.sources),
      spots(collectSpots(places)), request(request), explained(spots.size()) {}

std::vector<const Spot *> Advisor::openSpots(const AdviceRule &rule) const {
  std::vector<const Spot *> result;
  for (size_t i = 0; i < spots.size(); ++i)
    if (!explained[i] && spots[i].objects() > 0 &&
        rule.appliesTo(kindOf(spots[i])))
      result.push_back(&spots[i]);
  return result;
}

std::vector<std::vector<const Spot *>>
Advisor::openLines(const AdviceRule &rule) const {
  std::vector<std::vector<const Spot *>> result;
  std::map<std::pair<Id, uint32_t>, size_t> known;
  for (const Spot *spot : openSpots(rule)) {
    auto [entry, isNew] =
        known.try_emplace({spot->function, spot->line}, result.size());
    if (isNew)
      result.emplace_back();
    result[entry->second].push_back(spot);
  }
  return result;
}

namespace {
int64_t sum(const std::vector<const Spot *> &spots, Lens lens) {
  int64_t result = 0;
  for (const Spot *spot : spots)
    result += spot->counts[lens];
  return result;
}
} // namespace

int64_t objectsOf(const std::vector<const Spot *> &spots) {
  return sum(spots, Lens::AllocObjects);
}

int64_t bytesOf(const std::vector<const Spot *> &spots) {
  return sum(spots, Lens::AllocSpace);
}

int64_t temporariesOf(const std::vector<const Spot *> &spots) {
  return sum(spots, Lens::TempObjects);
}

std::vector<const Spot *> Advisor::besides(const Spot &spot) const {
  std::vector<const Spot *> result;
  for (const Spot &other : spots)
    if (&other != &spot && other.function == spot.function &&
        other.line == spot.line)
      result.push_back(&other);
  return result;
}

double Advisor::shareOf(const Saving &saving) const {
  const Counts &totals = view.model().totals;
  double objects = part(saving.objects, totals[saving.of]);
  double bytes =
      part(saving.bytes.value_or(0), totals[info(saving.of).sibling]);
  if (request.unit == Unit::Objects)
    return objects;
  return request.unit == Unit::Bytes ? bytes : std::max(objects, bytes);
}

bool Advisor::isWorthwhile(const AdviceRule &rule, const Saving &saving) const {
  if (saving.objects < rule.atLeast.objects &&
      saving.bytes.value_or(0) < rule.atLeast.bytes)
    return false;
  double share = shareOf(saving);
  return share >= request.leastShare && share != 0;
}

void Advisor::report(const AdviceRule &rule,
                     const std::vector<const Spot *> &about,
                     const Saving &saving, AdviceValues values) {
  if (!isWorthwhile(rule, saving))
    return;
  const Spot &first = *about.front();
  Finding finding{&rule,
                  first.function,
                  first.line,
                  first.column,
                  {},
                  kindOf(first),
                  typeOf(first),
                  {},
                  {},
                  {},
                  {},
                  saving,
                  shareOf(saving),
                  callersOf(places, about, MostCallers)};
  for (const Spot *spot : about) {
    finding.counts += spot->counts;
    explained[size_t(spot - spots.data())] = true;
    if (spot->line != first.line)
      finding.otherLines.push_back(spot->line);
  }
  std::sort(finding.otherLines.begin(), finding.otherLines.end());
  finding.otherLines.erase(
      std::unique(finding.otherLines.begin(), finding.otherLines.end()),
      finding.otherLines.end());
  auto common = [&](const char *name, const std::string &text) {
    values.try_emplace(name, text);
  };
  common("objects", std::to_string(finding.counts[Lens::AllocObjects]));
  common("bytes", formatBytes(uint64_t(finding.counts[Lens::AllocSpace])));
  common("kind", finding.kind);
  common("type", finding.type.empty() ? "unknown type" : finding.type);
  common("of_type", finding.type.empty() ? "" : " of " + finding.type);
  common("saved_objects", std::to_string(saving.objects));
  common("saved_bytes", formatBytes(magnitude(saving.bytes.value_or(0))));
  finding.found = fillSentence(rule.found, values);
  finding.advice = fillSentence(rule.advice, values);
  finding.basis = fillSentence(rule.basis, values);
  findings.push_back(std::move(finding));
}

std::vector<Finding> advise(const AdviceRequest &request) {
  Advisor advisor(request);
  for (const AdviceRule &rule : request.rules.all()) {
    if (!request.only.empty() &&
        std::find(request.only.begin(), request.only.end(), rule.id) ==
            request.only.end())
      continue;
    auto detector = std::find_if(
        std::begin(Detectors), std::end(Detectors),
        [&](const auto &each) { return rule.detector == each.first; });
    assert(detector != std::end(Detectors) && "rules.json names no detector");
    detector->second(advisor, rule);
  }
  const Model &model = request.view.model();
  std::vector<Finding> findings = std::move(advisor.findings);
  std::sort(findings.begin(), findings.end(),
            [&](const Finding &a, const Finding &b) {
              auto key = [&](const Finding &f) {
                return std::tuple(-f.share, -f.saving.objects,
                                  model.fileOf(f.function), f.line, f.column,
                                  model.nameOf(f.function), f.rule->id);
              };
              return key(a) < key(b);
            });
  return findings;
}

} // namespace allocsites
