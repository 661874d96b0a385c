// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "budget/Check.h"

#include <algorithm>

namespace allocsites {

namespace {

/// What a budget is about, by line.
struct Part {
  std::shared_ptr<View> view;
  std::vector<Row> rows;
  Counts sum;
  bool matchesNothing = false;
};

std::shared_ptr<View> viewOf(const Budget &budget,
                             const CheckedProfile &profile) {
  ViewOptions options = profile.options;
  auto focus = [&](const char *key, const std::optional<Regex> &regex) {
    if (regex)
      options.tagFocus.push_back({key, *regex, regex->pattern()});
  };
  focus("kind", budget.kind);
  focus("type", budget.type);
  focus(budget.labelKey.c_str(), budget.label);
  return std::make_shared<View>(profile.model, profile.names, profile.rules,
                                options);
}

bool hasLabel(const Budget &budget, const Model &model) {
  return std::any_of(
      model.sites.begin(), model.sites.end(), [&](const Site &site) {
        if (site.kind != SiteKind::Label)
          return false;
        auto label = model.label(site);
        return (budget.labelKey.empty() || label.key == budget.labelKey) &&
               budget.label->matches(label.value);
      });
}

/// By node: whether a frame of its path is the budget's.
std::vector<bool> matchingPaths(const View &view,
                                const std::vector<bool> &functions) {
  const Model &model = view.model();
  std::vector<bool> result(model.nodes.size());
  for (Id node = Model::Root + 1; node < model.nodes.size(); ++node) {
    result[node] = result[model.nodes[node].parent];
    for (Id frame = model.sites[model.nodes[node].site].frame;
         frame != None && !result[node]; frame = model.frames[frame].caller)
      result[node] = functions[model.frames[frame].function];
    Id charged = view.charged(node);
    if (charged != None && functions[model.frames[charged].function])
      result[node] = true;
  }
  return result;
}

Part partOf(const Budget &budget, const CheckedProfile &profile) {
  Part part;
  part.view = viewOf(budget, profile);
  const Model &model = profile.model;
  std::vector<bool> functions(model.functions.size());
  bool anyFunction = false;
  for (Id id = 0; id < model.functions.size(); ++id) {
    bool named = id != None || (!budget.function && !budget.file);
    functions[id] =
        named &&
        (!budget.function || budget.function->matches(profile.names.of(id))) &&
        (!budget.file || budget.file->matches(model.fileOf(id)));
    anyFunction = anyFunction || functions[id];
  }
  part.matchesNothing =
      !anyFunction || (budget.label && !hasLabel(budget, model));

  std::vector<bool> paths;
  if (budget.below)
    paths = matchingPaths(*part.view, functions);
  RowKeys keys(model, Granularity::Lines);
  auto contexts = std::make_shared<ChargedContexts>(*part.view);
  std::vector<Id> last;
  std::vector<Counts> byRow;
  for (Id node = Model::Root; node < model.nodes.size(); ++node) {
    Counts own = part.view->own(node);
    if (!own.any())
      continue;
    Id frame = part.view->charged(node);
    bool counts =
        budget.below
            ? paths[node]
            : functions[frame == None ? None : model.frames[frame].function];
    if (!counts)
      continue;
    part.sum += own;
    uint32_t row = keys.rowOf(frame);
    if (byRow.size() <= row) {
      byRow.resize(row + 1);
      last.resize(row + 1);
    }
    byRow[row] += own;
    contexts->add(node, last[row]);
  }
  contexts->close(std::move(last));
  for (uint32_t row = 1; row < byRow.size(); ++row)
    if (byRow[row].any())
      part.rows.push_back({keys.rows[row], byRow[row], {}, contexts, row});
  return part;
}

LimitResult resultOf(const Limit &limit, const Budget &budget, const Part &part,
                     const CheckedProfile &profile, const Part *base,
                     const CheckedProfile *baseline) {
  LimitResult result{limit, 0, limit.amount, {}, true};
  result.isKnown = profile.model.knows(limit.lens);
  result.value = double(part.sum[limit.lens]) / budget.operations;
  if (limit.form == Limit::Absolute)
    return result;
  result.isKnown = result.isKnown && baseline->model.knows(limit.lens);
  result.baseline = double(base->sum[limit.lens]) / budget.operations;
  result.most = limit.form == Limit::More
                    ? *result.baseline + limit.amount
                    : *result.baseline * (1 + limit.amount);
  return result;
}

} // namespace

const LimitResult *BudgetResult::broken() const {
  for (const LimitResult &limit : limits)
    if (limit.isBroken())
      return &limit;
  return nullptr;
}

bool BudgetResult::isBroken() const { return broken() != nullptr; }

std::vector<BudgetResult> checkBudgets(const std::vector<Budget> &budgets,
                                       const CheckedProfile &profile,
                                       const CheckedProfile *baseline,
                                       size_t worst) {
  std::vector<BudgetResult> results;
  for (const Budget &budget : budgets) {
    Part part = partOf(budget, profile);
    std::optional<Part> base;
    if (budget.needsBaseline())
      base = partOf(budget, *baseline);
    BudgetResult result{&budget, {}, part.matchesNothing, {}, part.view};
    for (const Limit &limit : budget.limits)
      result.limits.push_back(resultOf(limit, budget, part, profile,
                                       base ? &*base : nullptr, baseline));
    if (const LimitResult *broken = result.broken()) {
      Lens lens = broken->limit.lens;
      std::erase_if(part.rows,
                    [lens](const Row &row) { return row.flat[lens] == 0; });
      std::sort(part.rows.begin(), part.rows.end(),
                RowOrder{profile.model, lens});
      part.rows.resize(std::min(part.rows.size(), worst));
      result.worst = std::move(part.rows);
    }
    results.push_back(std::move(result));
  }
  return results;
}

} // namespace allocsites
