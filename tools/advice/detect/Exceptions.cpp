// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exceptions that are thrown too often to be exceptional.
#include "advice/Advisor.h"

#include <map>

namespace allocsites {

void detectExceptions(Advisor &advisor, const AdviceRule &rule) {
  const Model &model = advisor.view.model();
  for (const Spot *spot : advisor.openSpots(rule)) {
    int64_t thrown = 0;
    for (Id node : spot->nodes) {
      bool throws = false;
      eachFunctionBelow(advisor.view, node, [&](Id function) {
        throws |= model.nameOf(function) == "__cxa_allocate_exception";
      });
      if (throws)
        thrown += advisor.view.own(node)[Lens::AllocObjects];
    }
    if (thrown >= int64_t(rule.limit("thrown")))
      advisor.report(rule, {spot}, {spot->objects(), spot->bytes()},
                     {{"thrown", std::to_string(thrown)}});
  }
}

} // namespace allocsites
