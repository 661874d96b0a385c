// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "report/Tags.h"

namespace allocsites::report {

namespace {

const Site &siteOf(const View &view, Id node) {
  return view.model().sites[view.model().nodes[node].site];
}

std::string_view typeOf(const View &view, Id node) {
  return view.model().string(siteOf(view, node).type);
}

constexpr TagInfo Tags[] = {
    {"type", "Allocated type", typeOf},
};

} // namespace

std::span<const TagInfo> tagTable() { return Tags; }

} // namespace allocsites::report
