// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rules of `advise`, as far as they are data: rules.json.
#ifndef ALLOCSITES_ADVICE_RULES_H
#define ALLOCSITES_ADVICE_RULES_H

#include "support/Result.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace allocsites {

/// A saving below both is not worth a finding.
struct AdviceFloor {
  int64_t objects, bytes;
};

struct AdviceRule {
  std::string id;                 ///< also its page: docs/advice/ID.md
  std::string title;              ///< a sentence without its end
  std::string detector;           ///< see Detectors.def
  std::vector<std::string> kinds; ///< that it looks at; empty: all
  AdviceFloor atLeast;
  std::map<std::string, double> limits; ///< what the detector compares with
  /// Sentences; {name} stands for a number or name that the detector gives,
  /// {name:noun} for a number of such things.
  std::string found, advice, basis;
  std::map<std::string, std::string> texts; ///< parts of such, by the case

  bool appliesTo(const std::string &kind) const;
  /// The limit must be there.
  double limit(const std::string &name) const { return limits.at(name); }
  /// Empty if there is none of that name.
  std::string text(const std::string &name) const {
    auto entry = texts.find(name);
    return entry == texts.end() ? std::string() : entry->second;
  }
};

class AdviceRules {
public:
  /// Those that come with the program.
  static const AdviceRules &builtin();
  /// \p origin names the text in errors.
  static Result<AdviceRules> parse(const std::string &text,
                                   const std::string &origin);

  /// The more specific first.
  const std::vector<AdviceRule> &all() const { return rules; }
  /// Null if there is none of that name.
  const AdviceRule *find(const std::string &id) const;
  std::vector<std::string> ids() const;

private:
  std::vector<AdviceRule> rules;
};

/// What stands for {name} in a rule's sentences.
using AdviceValues = std::map<std::string, std::string>;

/// \p text with each {name} and {name:noun} that is in \p values replaced.
std::string fillSentence(const std::string &text, const AdviceValues &values);

} // namespace allocsites

#endif
