// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a report says of each allocation besides its place: one table.
#ifndef ALLOCSITES_REPORT_TAGS_H
#define ALLOCSITES_REPORT_TAGS_H

#include "model/View.h"

#include <span>
#include <string_view>

namespace allocsites::report {

struct TagInfo {
  const char *name;  ///< the key in the page's data
  const char *title; ///< what people see above a column
  /// Of a context that counts; "" if not known.
  std::string_view (*of)(const View &view, Id node);
};

std::span<const TagInfo> tagTable();

} // namespace allocsites::report

#endif
