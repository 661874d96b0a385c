// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/Listing.h"

#include "support/Units.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <unordered_map>
#include <unordered_set>

namespace allocsites {

namespace {

using FunctionSet = std::unordered_set<Id>;

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

FunctionSet byName(const View &view, const std::vector<Row> &functions,
                   const Regex &regex) {
  FunctionSet result;
  for (const Row &row : functions)
    if (regex.matches(view.names().of(row.function)) ||
        view.model().nameOf(row.function) == regex.pattern())
      result.insert(row.function);
  return result;
}

FunctionSet byFile(const View &view, const std::vector<Row> &rows,
                   const Regex &regex, uint32_t line) {
  FunctionSet result;
  for (const Row &row : rows)
    if ((line == 0 || row.line == line) &&
        regex.matches(view.model().string(row.file)))
      result.insert(row.function);
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

/// The functions that are chosen, with their lines. Rows of other lines are not
/// made: a large profile has very many.
std::vector<ListedFunction> gather(const View &view, std::vector<Row> functions,
                                   const FunctionSet &chosen, Lens lens,
                                   SortKey sort) {
  std::erase_if(functions,
                [&](const Row &row) { return !chosen.contains(row.function); });
  std::sort(functions.begin(), functions.end(),
            RowOrder{view.model(), lens, sort});
  std::vector<uint8_t> wanted(view.model().functions.size());
  std::vector<ListedFunction> result;
  std::unordered_map<Id, size_t> indices;
  for (Row &row : functions) {
    wanted[row.function] = 1;
    indices[row.function] = result.size();
    result.push_back({row, {}});
  }
  for (Row &row : computeRows(view, Granularity::Lines, {.functions = &wanted}))
    if (auto index = indices.find(row.function); index != indices.end())
      result[index->second].lines.push_back(std::move(row));
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
  std::vector<Row> functions = computeRows(view, Granularity::Functions,
                                           {.distributions = distributions});

  FunctionSet chosen = byName(view, functions, *regex);
  if (chosen.empty())
    chosen = byFile(view, functions, *regex, 0);
  if (std::optional<Place> place = parsePlace(pattern);
      chosen.empty() && place) {
    Result<Regex> file = Regex::compile(place->file);
    if (!file)
      return file.error();
    chosen =
        byFile(view, computeRows(view, Granularity::Lines), *file, place->line);
  }
  if (chosen.empty())
    return explainNothing(view, *regex);
  return gather(view, std::move(functions), chosen, lens, sort);
}

std::vector<ListedFunction>
listChosen(const View &view, const std::function<bool(const Row &)> &isChosen,
           Lens lens, SortKey sort) {
  std::vector<Row> functions = computeRows(view, Granularity::Functions);
  FunctionSet chosen;
  for (const Row &row : functions)
    if (isChosen(row))
      chosen.insert(row.function);
  return gather(view, std::move(functions), chosen, lens, sort);
}

} // namespace allocsites
