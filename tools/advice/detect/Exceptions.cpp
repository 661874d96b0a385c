// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exceptions that are thrown too often to be exceptional.
#include "advice/Advisor.h"

namespace allocsites {

namespace {

/// What the ABI's header of an exception takes (libstdc++ and libc++abi).
constexpr uint64_t HeaderSize = 128;

struct Thrown {
  int64_t directly = 0, byLibrary = 0;
};

/// Code of the library that is not instrumented throws unseen: exceptions are
/// told from their messages by size.
Thrown thrownAt(const Advisor &advisor, const Spot &spot) {
  const Model &model = advisor.view.model();
  Thrown result;
  for (Id node : spot.nodes) {
    bool throws = false, inLibrary = false;
    eachFunctionBelow(advisor.places, node, [&](Id function) {
      const std::string &name = advisor.view.names().of(function);
      throws |= model.nameOf(function) == "__cxa_allocate_exception";
      inLibrary |= name.starts_with("std::__throw_") ||
                   name.starts_with("std::sto") ||
                   name.starts_with("std::string::at(");
    });
    if (throws) {
      result.directly += advisor.view.own(node)[Lens::AllocObjects];
    } else if (inLibrary) {
      Distribution distribution = model.distributions.of(node);
      for (size_t i = 0; i < distribution.sizes.size(); ++i)
        if (Distribution::sizeFrom(i) >= HeaderSize)
          result.byLibrary += int64_t(distribution.sizes[i]);
    }
  }
  return result;
}

} // namespace

void detectExceptions(Advisor &advisor, const AdviceRule &rule) {
  for (const Spot *spot : advisor.openSpots(rule)) {
    Thrown thrown = thrownAt(advisor, *spot);
    int64_t all = thrown.directly + thrown.byLibrary;
    if (all >= int64_t(rule.limit("thrown")))
      advisor.report(
          rule, {spot}, {spot->objects(), spot->bytes()},
          {{"thrown", std::to_string(all)},
           {"library", rule.text(thrown.byLibrary ? "library" : "own")}});
  }
}

} // namespace allocsites
