// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// shared_ptr<T>(new T): a block for the object and one for its count.
#include "advice/Advisor.h"
#include "support/Units.h"

namespace allocsites {

namespace {

/// True if the count was made from a bare T*, without a deleter.
bool ownsBare(const Advisor &advisor, const Spot &count,
              const std::string &type) {
  // libc++ has its arguments in the type of the block.
  bool result =
      advisor.typeOf(count).find("::shared_ptr<" + type + ", 0>::_CntrlBlk") !=
      std::string::npos;
  eachFunctionBelow(advisor.places, count.nodes.front(), [&](Id function) {
    result |= advisor.view.names().of(function).find("(" + type + "*)") !=
              std::string::npos;
  });
  return result;
}

/// By how much one block is smaller than two. The header of the count is 8
/// bytes less with the object inside, in libstdc++ and libc++.
std::optional<int64_t> bytesSaved(const Spot &object) {
  const Distribution &sizes = object.distribution;
  if (sizes.minSize == 0 || sizes.minSize != sizes.maxSize)
    return std::nullopt;
  auto rounded = (sizes.minSize + 7) / 8 * 8;
  return (8 - int64_t(rounded - sizes.minSize)) * object.objects();
}

} // namespace

void detectSharedNew(Advisor &advisor, const AdviceRule &rule) {
  for (const Spot *count : advisor.openSpots(rule))
    for (const Spot *object : advisor.besides(*count))
      if (advisor.kindOf(*object) == "new" &&
          object->objects() == count->objects() &&
          !advisor.typeOf(*object).empty() &&
          ownsBare(advisor, *count, advisor.typeOf(*object))) {
        advisor.report(
            rule, {object, count}, {count->objects(), bytesSaved(*object)},
            {{"pairs", std::to_string(count->objects())},
             {"object_size", formatBytes(object->distribution.maxSize)},
             {"count_size", formatBytes(count->distribution.maxSize)}});
        break;
      }
}

} // namespace allocsites
