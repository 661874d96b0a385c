// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "report/Tags.h"

namespace allocsites::report {

namespace {

std::string_view kindOf(const View &view, Id node) {
  return view.kinds().kindName(view.kinds().of(node));
}

std::string_view typeOf(const View &view, Id node) {
  return view.kinds().culprit(view.kinds().of(node)).type;
}

constexpr TagInfo Tags[] = {
    {"kind", "Kind", kindOf},
    {"type", "Allocated type", typeOf},
};

} // namespace

std::span<const TagInfo> tagTable() { return Tags; }

} // namespace allocsites::report
