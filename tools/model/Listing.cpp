// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Listing.h"

#include "support/Units.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <unordered_map>

namespace allocsites {

namespace {

/// By function: nonzero for those that are meant.
using FunctionSet = std::vector<uint8_t>;

/// `FILE:LINE`, taken apart.
struct Place {
  std::string file;
  uint32_t line;
};

std::optional<Place> parsePlace(const std::string &pattern) {
  size_t colon = pattern.rfind(':');
  if (colon == std::string::npos || colon == 0 || pattern[colon - 1] == ':')
    return std::nullopt;
  uint32_t line = 0;
  const char *end = pattern.data() + pattern.size();
  auto [stop, error] = std::from_chars(pattern.data() + colon + 1, end, line);
  if (error != std::errc() || stop != end)
    return std::nullopt;
  return Place{pattern.substr(0, colon), line};
}

FunctionSet byName(const View &view, const Regex &regex) {
  FunctionSet result(view.model().functions.size());
  for (Id function = 1; function < result.size(); ++function)
    result[function] = regex.matches(view.names().of(function)) ||
                       view.model().nameOf(function) == regex.pattern();
  return result;
}

FunctionSet byFile(const View &view, const Regex &regex) {
  const Model &model = view.model();
  enum : uint8_t { NotLooked, No, Yes };
  std::vector<uint8_t> files(model.strings.size(), NotLooked);
  FunctionSet result(model.functions.size());
  for (Id function = 1; function < result.size(); ++function) {
    uint8_t &file = files[model.functions[function].file];
    if (file == NotLooked)
      file = regex.matches(model.fileOf(function)) ? Yes : No;
    result[function] = file == Yes;
  }
  return result;
}

/// Those of \p functions that have counts on that line.
FunctionSet byLine(const View &view, const FunctionSet &functions,
                   uint32_t line) {
  FunctionSet result(functions.size());
  for (const Row &row :
       computeRows(view, Granularity::Lines, {.functions = &functions}))
    if (row.line == line)
      result[row.function] = 1;
  return result;
}

/// What to say if nothing with counts of its own matches.
Error explainNothing(const View &view, const Regex &regex) {
  size_t library = 0;
  for (Id function = 1; function < view.model().functions.size(); ++function)
    library += view.isLibrary(function) &&
               matches(regex, view.model(), view.names(), function);
  std::string text = fmt::format(
      "no function or file that allocates matches '{}'", regex.pattern());
  if (library != 0)
    return {fmt::format("{}, only {}, whose counts are in the lines that call "
                        "it; give --no-fold to list library code",
                        text, formatCount(library, "library function"))};
  return {text + "; 'allocsites top' shows the names"};
}

/// \p functions with their lines, the largest first. Rows of other lines are
/// not made: a large profile has very many.
std::vector<ListedFunction> withLines(const View &view,
                                      std::vector<Row> functions, Lens lens,
                                      SortKey sort) {
  std::sort(functions.begin(), functions.end(),
            RowOrder{view.model(), lens, sort});
  FunctionSet wanted(view.model().functions.size());
  std::vector<ListedFunction> result;
  std::unordered_map<Id, size_t> indices;
  for (Row &row : functions) {
    wanted[row.function] = 1;
    indices[row.function] = result.size();
    result.push_back({std::move(row), {}});
  }
  for (Row &row : computeRows(view, Granularity::Lines, {.functions = &wanted}))
    result[indices.at(row.function)].lines.push_back(std::move(row));
  for (ListedFunction &function : result)
    std::sort(function.lines.begin(), function.lines.end(),
              [](const Row &a, const Row &b) { return a.line < b.line; });
  return result;
}

} // namespace

Result<std::vector<ListedFunction>> listFunctions(const View &view,
                                                  const std::string &pattern,
                                                  Lens lens, SortKey sort,
                                                  bool distributions) {
  Result<Regex> regex = Regex::compile(pattern);
  if (!regex)
    return regex.error();
  // Of those that the pattern means, the ones with counts.
  auto rowsOf = [&](const FunctionSet &meant) {
    return computeRows(view, Granularity::Functions,
                       {.distributions = distributions, .functions = &meant});
  };
  std::vector<Row> functions = rowsOf(byName(view, *regex));
  if (functions.empty())
    functions = rowsOf(byFile(view, *regex));
  if (std::optional<Place> place = parsePlace(pattern);
      functions.empty() && place) {
    Result<Regex> file = Regex::compile(place->file);
    if (!file)
      return file.error();
    functions = rowsOf(byLine(view, byFile(view, *file), place->line));
  }
  if (functions.empty())
    return explainNothing(view, *regex);
  return withLines(view, std::move(functions), lens, sort);
}

std::vector<ListedFunction>
listChosen(const View &view, const std::function<bool(const Row &)> &isChosen,
           Lens lens, SortKey sort) {
  std::vector<Row> functions = computeRows(view, Granularity::Functions);
  std::erase_if(functions, [&](const Row &row) { return !isChosen(row); });
  return withLines(view, std::move(functions), lens, sort);
}

} // namespace allocsites
