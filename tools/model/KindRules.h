// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What functions say about why a context allocates. Rules are data: the files
// in kinds/, and files of the same form given by --rules.
// See also: Kinds.h, which reads a whole context.
#ifndef ALLOCSITES_MODEL_KINDRULES_H
#define ALLOCSITES_MODEL_KINDRULES_H

#include "support/Result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace allocsites {

/// How far a rule's word goes when several functions of a context have one.
enum class Layer : uint8_t {
  /// The allocation function and what stands for it: counts if nothing else is
  /// known.
  Allocator,
  /// Constructs an object in storage that was allocated before: what its
  /// callers are does not explain an allocation made within.
  Barrier,
  /// A container, string or owner: the innermost decides, its own callers in
  /// the same family make it more precise.
  Object,
  /// A facility that allocates for its own purposes (formatting, regular
  /// expressions): the outermost decides, above all objects.
  Feature,
  /// Decides wherever it is (exceptions).
  Always,
};

struct KindRule {
  uint16_t kind;   ///< into kindNames()
  uint16_t family; ///< rules of one group
  Layer layer;
};

class KindRules {
public:
  static constexpr uint16_t Unknown = 0;   ///< kind "unknown"
  static constexpr uint16_t Outside = 1;   ///< kind "outside"
  static constexpr uint16_t Coroutine = 2; ///< kind "coroutine frame"
  static constexpr uint32_t NoRule = ~0u;

  /// No rules.
  KindRules();
  /// The rules that come with the program.
  static const KindRules &builtin();

  /// Adds the rules of a file of --rules; they go before those that are there.
  Result<void> addFile(const std::string &path);
  /// \p origin names the text in errors.
  Result<void> addText(const std::string &text, const std::string &origin);

  /// The first rule that fits a function, by its demangled name; NoRule if none
  /// does. A lower number is the more specific rule.
  uint32_t find(const std::string &demangled) const;
  const KindRule &rule(uint32_t index) const { return rules[index]; }
  const std::vector<std::string> &kindNames() const { return names; }

private:
  struct Pattern {
    std::string text;
    uint32_t rule;
    size_t plain;    ///< length of the part before the first glob character
    bool parameters; ///< match name and parameters
    bool arguments;  ///< match the whole demangled name
  };
  uint16_t kindNamed(const std::string &name);
  void addPattern(const std::string &text, uint32_t rule);
  void index();

  std::vector<KindRule> rules;
  std::vector<std::string> names;
  uint16_t families = 0;
  std::vector<Pattern> patterns;                   ///< in order of rules
  std::unordered_map<std::string, uint32_t> exact; ///< patterns without globs
  /// The others, into patterns: by the first character of a function's name
  /// those that may fit, in order.
  std::array<std::vector<uint32_t>, 256> globs;
};

} // namespace allocsites

#endif
