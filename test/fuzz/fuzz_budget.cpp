// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Budgets for `check` with any content: refused with a line, or held against a
// profile and reported in every form.
#include "budget/Check.h"
#include "model/Library.h"
#include "profile/Reader.h"
#include "render/BudgetReport.h"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace allocsites;

namespace {

/// What budgets are held against. Its path comes from the one who runs this.
struct Fixture {
  explicit Fixture(Model read)
      : model(std::move(read)), names(model),
        view(model, names, rules, options) {}

  Model model;
  Names names;
  LibraryRules rules;
  ViewOptions options;
  View view;
};

Fixture *fixture;

void check(bool good) {
  if (!good)
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
  const char *path = std::getenv("ALLOCSITES_FUZZ_PROFILE");
  Result<Model> model = readProfiles({path ? path : ""});
  if (!model) {
    std::fprintf(stderr, "ALLOCSITES_FUZZ_PROFILE: %s\n",
                 model.error().message.c_str());
    std::exit(2);
  }
  fixture = new Fixture(std::move(*model));
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  auto budgets =
      parseBudgets("budget.json", {reinterpret_cast<const char *>(data), size});
  if (!budgets) {
    check(budgets.error().message.starts_with("budget.json:"));
    return 0;
  }
  Fixture &it = *fixture;
  CheckedProfile profile{it.model, it.names, it.rules, it.options};
  auto results = checkBudgets(*budgets, profile, &profile, 3);
  ReportContext context{
      it.model, it.names, it.view.kinds(), Lens::AllocSpace,    {},
      {},       false,    false,           unknownKind(it.view)};
  Buffer text, json;
  renderBudgets(text, context, results);
  renderBudgetsGithub(text, context, results, "/");
  renderBudgetsJunit(text, context, results);
  renderBudgetsJson(json, context, results);
  check(nlohmann::json::accept(json.begin(), json.end()));
  return 0;
}
