// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flat and cum by function, line, column or file.
#ifndef ALLOCSITES_MODEL_ROWS_H
#define ALLOCSITES_MODEL_ROWS_H

#include "model/ChargedContexts.h"
#include "model/IdTable.h"
#include "model/View.h"

#include <memory>

namespace allocsites {

enum class Granularity : uint8_t { Functions, Lines, Columns, Files };

/// As in JSON: "functions", "lines", "columns", "files".
const char *granularityName(Granularity granularity);

/// What a row stands for.
struct RowPlace {
  Id function;     ///< None for files
  Id file;         ///< string
  uint32_t line;   ///< of the position, or of the function's start; 0: unknown
  uint32_t column; ///< 0: unknown, or the row has several
};

struct Row : RowPlace {
  Counts flat, cum;
  /// Where the contexts of `flat` are found by `number`; null: not known.
  std::shared_ptr<const ChargedContexts> contexts{};
  uint32_t number = 0;
  /// Of `flat`, if computeRows() was asked for it and it was recorded; or null.
  std::shared_ptr<Distribution> distribution{};

  /// What `flat` consists of. The view must still be there.
  std::vector<CulpritShare> culprits() const {
    return contexts ? contexts->culprits(number) : std::vector<CulpritShare>();
  }
};

/// What is wanted of rows besides their counts.
struct RowWishes {
  bool distributions = false;
  /// By function: nonzero for those whose rows are wanted; null: of all. Not
  /// for files.
  const std::vector<uint8_t> *functions = nullptr;
};

/// Which row a frame belongs to. Rows are made when first asked for, from 1.
class RowKeys {
public:
  RowKeys(const Model &model, Granularity granularity,
          const RowWishes &wishes = {});

  /// Where the frames of functions go whose rows are not wanted; 0: all are.
  uint32_t rest() const { return wishes.functions ? 1 : 0; }

  uint32_t rowOf(Id frame) {
    uint32_t &row = rowOfFrame[frame];
    if (row == 0)
      row = find(frame);
    return row;
  }
  void prefetchRowOf(Id frame) const { __builtin_prefetch(&rowOfFrame[frame]); }
  /// Makes the rows of the frames for which \p wanted is nonzero: faster than
  /// one by one as they are met.
  void makeRows(const std::vector<uint8_t> &wanted);

  std::vector<RowPlace> rows; ///< [0] is nothing
  const RowWishes wishes;

private:
  uint32_t find(Id frame);
  RowPlace keyOf(Id frame) const;
  uint64_t hashOf(const RowPlace &key) const;
  uint32_t findByKey(const RowPlace &key);

  const Model &model;
  Granularity granularity;
  std::vector<uint32_t> rowOfFrame;
  std::vector<uint32_t> rowOfFunction; ///< if rows are functions
  IdTable table;
};

/// What a row counts. Flat and cum are mostly added to together.
struct RowTally {
  Counts cum;
  uint32_t active = 0;  ///< how often the row is on the path just now
  uint32_t context = 0; ///< last of those charged to it: see ChargedContexts
  Counts flat;
};

/// The contexts of \p view by the rows of \p keys. A context counts once for a
/// row, however often the row is on its path. \p contexts, if any, gets those
/// charged to each row.
std::vector<RowTally> countRows(const View &view, RowKeys &keys,
                                ChargedContexts *contexts = nullptr);

/// The rows with any count and their contexts, in no particular order.
std::vector<Row> computeRows(const View &view, Granularity granularity,
                             const RowWishes &wishes = {});

enum class SortKey : uint8_t { Flat, Cum };

/// Largest first; ties by the other counts and then by name, file and line.
struct RowOrder {
  const Model &model;
  Lens lens;
  SortKey key = SortKey::Flat;

  bool operator()(const Row &a, const Row &b) const;
  /// By name, file, line and column alone.
  bool byPlace(const RowPlace &a, const RowPlace &b) const;
};

} // namespace allocsites

#endif
