// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Frames numbered as the formats that have a table of them need it.
#ifndef ALLOCSITES_EXPORT_FRAMENAMES_H
#define ALLOCSITES_EXPORT_FRAMENAMES_H

#include "model/Rows.h"
#include "render/Style.h"

namespace allocsites {

/// Text as a JSON string, quotes and all; bytes that are no UTF-8 are replaced.
std::string jsonText(std::string_view text);

/// Rows by the granularity of a report, numbered from 0 in order of first use.
class FrameNames {
public:
  FrameNames(ReportContext &context, const Model &model)
      : context(context), keys(model, context.granularity) {}

  uint32_t numberOf(Id frame) {
    uint32_t row = keys.rowOf(frame);
    return row - 1;
  }
  size_t size() const { return keys.rows.size() - 1; }
  const RowPlace &row(uint32_t number) const { return keys.rows[number + 1]; }
  /// As reports show it, never shortened.
  std::string text(uint32_t number) {
    ReportContext full = context;
    full.fullNames = true;
    return displayRow(full, row(number));
  }

private:
  ReportContext &context;
  RowKeys keys;
};

} // namespace allocsites

#endif
