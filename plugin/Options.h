// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the user may ask of the plugin.
//
// Syntax: `key=value` separated by `:` or `;` (a `::` belongs to a name); where
// a value is a list, items are separated by `,` or `|`. The environment
// variable ALLOCSITES_PLUGIN_OPTIONS usually takes the first of each, the text
// of an `opt` pipeline needs the second: `opt
// -passes='allocsites<allocators=f@0|g@1>'`.
//
//   skip-functions=GLOB,...   functions left alone: symbol or qualified name
//   skip-files=GLOB,...       the same by the source file that defines them
//   allocators=NAME@N,...     NAME allocates; argument N (from 0) is the size
//   allocators=NAME@N*M,...   ... arguments N and M multiplied are the size
//   deallocators=NAME@N,...   NAME frees its argument N
//   no-alloc=GLOB,...         functions that must not allocate, with all that
//   they
//                             call: see Contracts.h
//   may-alloc=GLOB,...        functions that may all the same
//   stack-switches=NAME,...   NAME goes on with another stack (a fiber)
//   placement=lazy|entry      where records begin (entry: simple and slow)
//   elided=0|1                note what the optimiser removes (1)
//   warnings=0|1              warnings on stderr (1)
//
// NAME is a symbol or a qualified name without parameters (`ns::Pool::get`). In
// a GLOB, `*` stands for any text and `?` for any character.
#ifndef ALLOCSITES_PLUGIN_OPTIONS_H
#define ALLOCSITES_PLUGIN_OPTIONS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/GlobPattern.h"
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace allocsites {

/// Which arguments tell the size of what a user's allocator returns.
struct NamedAllocator {
  unsigned SizeArg = 0;
  std::optional<unsigned> CountArg;
};

class Options {
public:
  Options() = default;
  Options(const Options &) = delete; // patterns point into Texts
  Options &operator=(const Options &) = delete;

  /// Adds what Text says to what is there; what it says wrong goes to problems.
  void parse(llvm::StringRef Text);

  bool skipsFunction(llvm::StringRef Symbol) const;
  bool skipsFile(llvm::StringRef Path) const;
  bool hasSkippedFiles() const { return !SkippedFiles.empty(); }
  bool hasNamed() const { return !Allocators.empty() || !Deallocators.empty(); }
  const NamedAllocator *allocator(llvm::StringRef Symbol) const;
  /// The argument that Symbol frees.
  std::optional<unsigned> deallocator(llvm::StringRef Symbol) const;

  bool switchesStack(llvm::StringRef Symbol) const;

  bool hasContracts() const {
    return !NoAllocFunctions.empty() || !MayAllocFunctions.empty();
  }
  bool mustNotAllocate(llvm::StringRef Symbol) const;
  bool mayAllocate(llvm::StringRef Symbol) const;

  bool EntryPlacement = false;
  bool Warnings = true;
  bool Elided = true;
  /// One line each, for the user.
  std::vector<std::string> Problems;

private:
  void set(llvm::StringRef Key, llvm::StringRef Value);
  void addGlobs(llvm::StringRef Value, std::vector<llvm::GlobPattern> &To);
  void addNamed(llvm::StringRef Value, llvm::StringMap<NamedAllocator> &To);
  std::optional<bool> flag(llvm::StringRef Key, llvm::StringRef Value,
                           llvm::StringRef Yes, llvm::StringRef No);

  std::deque<std::string> Texts;
  std::vector<llvm::GlobPattern> SkippedFunctions, SkippedFiles;
  std::vector<llvm::GlobPattern> NoAllocFunctions, MayAllocFunctions;
  llvm::StringMap<NamedAllocator> Allocators, Deallocators;
  llvm::StringSet<> StackSwitches;
};

/// `ns::Outer<int>::f` for the symbol of any `ns::Outer<int>::f<…>(…)`; the
/// symbol itself if it is not a C++ function's.
std::string qualifiedName(llvm::StringRef Symbol);

} // namespace allocsites

#endif
