// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading the plugin's options.
#include "Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/Support/Error.h"
#include <cstdlib>

using namespace llvm;

namespace allocsites {

static constexpr char KnownKeys[] =
    "allocators, deallocators, elided, may-alloc, no-alloc, placement, "
    "skip-files, "
    "skip-functions, stack-switches, warnings";

/// Splits at single `:` and at `;`.
static SmallVector<StringRef, 8> splitSettings(StringRef Text) {
  SmallVector<StringRef, 8> Settings;
  size_t Start = 0;
  for (size_t I = 0; I <= Text.size(); ++I) {
    if (I + 1 < Text.size() && Text[I] == ':' && Text[I + 1] == ':') {
      ++I;
      continue;
    }
    if (I < Text.size() && Text[I] != ':' && Text[I] != ';')
      continue;
    if (StringRef Setting = Text.slice(Start, I).trim(); !Setting.empty())
      Settings.push_back(Setting);
    Start = I + 1;
  }
  return Settings;
}

static SmallVector<StringRef, 8> splitList(StringRef Value) {
  SmallVector<StringRef, 8> Items;
  while (!Value.empty()) {
    size_t End = Value.find_first_of(",|");
    if (StringRef Item = Value.substr(0, End).trim(); !Item.empty())
      Items.push_back(Item);
    Value = End == StringRef::npos ? StringRef() : Value.substr(End + 1);
  }
  return Items;
}

void Options::parse(StringRef Text) {
  for (StringRef Setting : splitSettings(Text)) {
    auto [Key, Value] = Setting.split('=');
    set(Key.trim(), Value.trim());
  }
}

void Options::set(StringRef Key, StringRef Value) {
  if (Key == "skip-functions")
    addGlobs(Value, SkippedFunctions);
  else if (Key == "skip-files")
    addGlobs(Value, SkippedFiles);
  else if (Key == "allocators")
    addNamed(Value, Allocators);
  else if (Key == "deallocators")
    addNamed(Value, Deallocators);
  else if (Key == "no-alloc")
    addGlobs(Value, NoAllocFunctions);
  else if (Key == "may-alloc")
    addGlobs(Value, MayAllocFunctions);
  else if (Key == "stack-switches") {
    for (StringRef Item : splitList(Value))
      StackSwitches.insert(Item);
  } else if (Key == "placement")
    EntryPlacement = flag(Key, Value, "entry", "lazy").value_or(EntryPlacement);
  else if (Key == "elided")
    Elided = flag(Key, Value, "1", "0").value_or(Elided);
  else if (Key == "warnings")
    Warnings = flag(Key, Value, "1", "0").value_or(Warnings);
  else
    Problems.push_back(
        ("unknown plugin option '" + Key + "' (known: " + KnownKeys + ")")
            .str());
}

std::optional<bool> Options::flag(StringRef Key, StringRef Value, StringRef Yes,
                                  StringRef No) {
  if (Value == Yes || Value == No)
    return Value == Yes;
  Problems.push_back(("plugin option '" + Key + "' is '" + Yes + "' or '" + No +
                      "', not '" + Value + "'")
                         .str());
  return std::nullopt;
}

void Options::addGlobs(StringRef Value, std::vector<GlobPattern> &To) {
  for (StringRef Item : splitList(Value)) {
    Texts.push_back(Item.str());
    if (auto Glob = GlobPattern::create(Texts.back()))
      To.push_back(std::move(*Glob));
    else
      Problems.push_back(("pattern '" + Item + "' is not understood: ").str() +
                         toString(Glob.takeError()));
  }
}

void Options::addNamed(StringRef Value, StringMap<NamedAllocator> &To) {
  for (StringRef Item : splitList(Value)) {
    auto [Name, Where] = Item.rsplit('@');
    auto [Size, Count] = Where.split('*');
    NamedAllocator Named;
    unsigned CountArg = 0;
    bool Bad = Name.empty() || Size.getAsInteger(10, Named.SizeArg) ||
               (Where.contains('*') && Count.getAsInteger(10, CountArg));
    if (Bad) {
      Problems.push_back(("'" + Item +
                          "' is not of the form name@argument or "
                          "name@argument*argument (arguments count from 0)")
                             .str());
      continue;
    }
    if (Where.contains('*'))
      Named.CountArg = CountArg;
    To[Name] = Named;
  }
}

std::string qualifiedName(StringRef Symbol) {
  ItaniumPartialDemangler Demangler;
  std::string Text = Symbol.str();
  if (!Symbol.consume_front("_Z") || Demangler.partialDemangle(Text.c_str()) ||
      !Demangler.isFunction())
    return Text;
  auto Take = [](char *Buffer) {
    std::string Result = Buffer ? Buffer : "";
    std::free(Buffer);
    return Result;
  };
  std::string Scope =
      Take(Demangler.getFunctionDeclContextName(nullptr, nullptr));
  std::string Base = Take(Demangler.getFunctionBaseName(nullptr, nullptr));
  return Scope.empty() ? Base : Scope + "::" + Base;
}

static bool names(const std::vector<GlobPattern> &Functions, StringRef Symbol) {
  if (Functions.empty())
    return false;
  std::string Qualified = qualifiedName(Symbol);
  return any_of(Functions, [&](const GlobPattern &Glob) {
    return Glob.match(Symbol) || Glob.match(Qualified);
  });
}

bool Options::skipsFunction(StringRef Symbol) const {
  return names(SkippedFunctions, Symbol);
}

bool Options::mustNotAllocate(StringRef Symbol) const {
  return names(NoAllocFunctions, Symbol);
}

bool Options::mayAllocate(StringRef Symbol) const {
  return names(MayAllocFunctions, Symbol);
}

bool Options::skipsFile(StringRef Path) const {
  return any_of(SkippedFiles,
                [&](const GlobPattern &Glob) { return Glob.match(Path); });
}

bool Options::switchesStack(StringRef Symbol) const {
  // Boost.Context's, which its headers call.
  if (Symbol == "jump_fcontext" || Symbol == "ontop_fcontext")
    return true;
  return !StackSwitches.empty() &&
         (StackSwitches.contains(Symbol) ||
          StackSwitches.contains(qualifiedName(Symbol)));
}

static const NamedAllocator *findNamed(const StringMap<NamedAllocator> &Map,
                                       StringRef Symbol) {
  if (Map.empty())
    return nullptr;
  auto Found = Map.find(Symbol);
  if (Found == Map.end())
    Found = Map.find(qualifiedName(Symbol));
  return Found == Map.end() ? nullptr : &Found->second;
}

const NamedAllocator *Options::allocator(StringRef Symbol) const {
  return findNamed(Allocators, Symbol);
}

std::optional<unsigned> Options::deallocator(StringRef Symbol) const {
  if (const NamedAllocator *Named = findNamed(Deallocators, Symbol))
    return Named->SizeArg;
  return std::nullopt;
}

} // namespace allocsites
