// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Containers that are copied only to be read.
#include "advice/Advisor.h"
#include "advice/Scopes.h"
#include "advice/Words.h"
#include "model/FunctionName.h"

#include <algorithm>
#include <map>
#include <set>

namespace allocsites {

namespace {

using Place = std::pair<Id, uint32_t>; ///< function, line

using Lines = std::vector<std::vector<const Spot *>>;

/// The functions called on each of \p lines, inlined or not, as far as they
/// allocate.
std::map<Place, std::set<Id>> calleesByLine(const Model &model,
                                            const Lines &lines) {
  std::map<Place, std::set<Id>> result;
  for (const std::vector<const Spot *> &line : lines)
    result[{line.front()->function, line.front()->line}];
  if (result.empty())
    return result;
  auto add = [&](Id frame, Id callee) {
    auto entry =
        result.find({model.frames[frame].function, model.frames[frame].line});
    if (entry != result.end())
      entry->second.insert(callee);
  };
  for (const Frame &frame : model.frames)
    if (frame.caller != None)
      add(frame.caller, frame.function);
  for (const Site &site : model.sites)
    if (site.frame != None && site.callee != None)
      add(site.frame, site.callee);
  return result;
}

/// What a container of that kind of copy is called, templates aside.
constexpr std::pair<const char *, const char *> Containers[] = {
    {"string copy", "std::string"},
    {"vector copy", "std::vector<"},
    {"deque copy", "std::deque<"},
    {"list copy", "std::list<"},
    {"map copy", "std::map<"},
    {"set copy", "std::set<"},
    {"unordered copy", "std::unordered_"},
    {"function copy", "std::function<"},
};

/// The parameters of a function, as the demangler writes them.
std::vector<std::string> parametersOf(const std::string &demangled) {
  std::vector<std::string> result;
  size_t end = demangled.rfind(')');
  if (end == std::string::npos)
    return result;
  int depth = 0;
  std::string now;
  for (size_t i = end; i-- > 0;) {
    char c = demangled[i];
    if (c == ')' || c == '>')
      ++depth;
    if ((c == '(' || c == '<') && depth-- == 0) {
      result.emplace_back(now.rbegin(), now.rend());
      return result;
    }
    if (c == ',' && depth == 0) {
      result.emplace_back(now.rbegin(), now.rend());
      now.clear();
      continue;
    }
    now += c;
  }
  return {};
}

/// \p container is a container without its arguments, \p classes are whole
/// names.
bool takesByValue(const std::string &demangled, std::string_view container,
                  const std::set<std::string_view> &classes) {
  for (std::string parameter : parametersOf(demangled)) {
    while (parameter.starts_with(' '))
      parameter.erase(0, 1);
    if (classes.contains(parameter) ||
        (parameter.starts_with(container) && !parameter.ends_with('&') &&
         !parameter.ends_with('*')))
      return true;
  }
  return false;
}

bool isConstructor(std::string_view name) {
  size_t colons = name.rfind("::");
  if (colons == std::string_view::npos)
    return false;
  std::string_view own = name.substr(colons + 2),
                   scope = name.substr(0, colons);
  return scope == own || scope.ends_with("::" + std::string(own));
}

class CopyReader {
public:
  CopyReader(Advisor &advisor, const Lines &lines)
      : advisor(advisor), callees(calleesByLine(advisor.view.model(), lines)) {}

  /// The case, as rules.json names it; empty if the copy may be needed.
  std::string caseOf(const std::vector<const Spot *> &line,
                     std::string &callee) {
    const Spot &first = *line.front();
    std::string text = advisor.sources.statement(first.function, first.line);
    bool unused = temporariesOf(line) == objectsOf(line);
    if (unused || !areKept(line)) {
      for (const Spot *spot : line)
        for (const auto &[kind, container] : Containers)
          if (advisor.kindOf(*spot) == kind &&
              passedByValue(*spot, container, callee))
            return "parameter";
      if (copiesElements(text))
        return isChanged(first, loopVariables(text), true) ? "" : "loop";
      if (convertsElements(text))
        return "converted";
      if (copiesToConstant(text))
        return isChanged(first, {copiedBy(text)}, false) ? "" : "constant";
      if (returnsLvalue(text))
        return "result";
    }
    if (!unused)
      return "";
    std::string name = namedVariable(text);
    return !name.empty() && isChanged(first, {name}, false) ? "" : "unused";
  }

private:
  /// True if many of the copies exist at a time: someone keeps them, and needs
  /// them then. One at a time, all lives together are no longer than the run.
  bool areKept(const std::vector<const Spot *> &line) const {
    const Counts &totals = advisor.view.model().totals;
    int64_t objects = 0, held = 0;
    double lives = 0;
    for (const Spot *spot : line) {
      objects += spot->objects();
      held += spot->counts[Lens::InuseObjects];
      const auto &lifetimes = spot->distribution.lifetimes;
      for (size_t i = 0; i < lifetimes.size(); ++i)
        lives += double(lifetimes[i]) * double(Distribution::lifetimeFrom(i));
    }
    return held * 2 > objects || lives > double(totals[Lens::AllocSpace]);
  }

  /// True unless the code behind the copy surely leaves \p names as they are.
  bool isChanged(const Spot &spot, const std::vector<std::string> &names,
                 bool ofLoop) {
    std::string text =
        withoutLiterals(advisor.sources.from(spot.function, spot.line));
    std::string_view code = text;
    if (ofLoop)
      code = loopBody(code);
    else
      code = restOfBlock(code.substr(std::min(code.find(';'), code.size())));
    return code.empty() || names.empty() ||
           std::any_of(names.begin(), names.end(),
                       [&](const auto &name) { return mayChange(name, code); });
  }

  /// The y of `const T x = y;`.
  static std::string copiedBy(const std::string &statement) {
    size_t at = statement.find(" = ");
    return statement.substr(at + 3, statement.size() - at - 4);
  }

  /// Whose copy constructors copied.
  std::set<std::string_view> classesCopied(const Spot &spot) const {
    std::set<std::string_view> result;
    eachFunctionBelow(advisor.places, spot.nodes.front(), [&](Id function) {
      if (auto copied = advisor.places.classCopiedBy(function); !copied.empty())
        result.insert(copied);
    });
    return result;
  }

  bool passedByValue(const Spot &spot, std::string_view container,
                     std::string &callee) {
    auto entry = callees.find({spot.function, spot.line});
    if (entry == callees.end())
      return false;
    const View &view = advisor.view;
    const std::set<std::string_view> classes = classesCopied(spot);
    for (Id function : entry->second) {
      std::string name = splitFunctionName(view.names().of(function)).name;
      // What a constructor takes by value the object keeps.
      // Recursion copies since each level has a variant of its own.
      bool isItself =
          view.model().nameOf(function) == view.model().nameOf(spot.function);
      if (!view.isLibrary(function) && !isItself && !isConstructor(name) &&
          takesByValue(view.names().of(function), container, classes)) {
        callee = name;
        return true;
      }
    }
    return false;
  }

  Advisor &advisor;
  std::map<Place, std::set<Id>> callees;
};

} // namespace

void detectCopy(Advisor &advisor, const AdviceRule &rule) {
  const Lines lines = advisor.openLines(rule);
  CopyReader reader(advisor, lines);
  for (const std::vector<const Spot *> &line : lines) {
    std::string callee;
    std::string name = reader.caseOf(line, callee);
    if (name.empty())
      continue;
    AdviceValues values{{"callee", callee}};
    values["why"] = fillSentence(rule.text(name + "_why"), values);
    values["remedy"] = fillSentence(rule.text(name + "_remedy"), values);
    advisor.report(rule, line, {objectsOf(line), bytesOf(line)},
                   std::move(values));
  }
}

} // namespace allocsites
