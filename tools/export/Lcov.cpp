// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lcov's tracefile: a line's count is its flat value in the lens in use. Where
// it is known which lines could have allocated, those that did not have the
// count 0, and those that only call what allocates are left out: a 0 would say
// that they were not reached. Sources are named where they are found now, for
// genhtml reads them.
#include "export/Export.h"
#include "model/Rows.h"

#include <map>

namespace allocsites {

namespace {
struct FileCounts {
  std::map<uint32_t, uint64_t> lines;
  /// By starting line and name.
  std::map<std::pair<uint32_t, std::string>, uint64_t> functions;
};
} // namespace

void exportLcov(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  const Model &model = view.model();
  std::map<std::string_view, FileCounts> files;
  auto counts = [&](const Row &row) {
    return row.file != None && row.line != 0 &&
           (!unreached || row.flat[Lens::AllocObjects] != 0);
  };
  for (const Row &row : computeRows(view, Granularity::Lines))
    if (counts(row))
      files[model.string(row.file)].lines[row.line] += row.flat[context.lens];
  for (const Row &row : computeRows(view, Granularity::Functions))
    if (counts(row)) {
      std::string name = printable(context.names.of(row.function));
      files[model.string(row.file)].functions[{row.line, name}] +=
          row.flat[context.lens];
    }
  if (unreached)
    for (const UnreachedLine &each : unreached->lines) {
      ReportContext &other = unreached->context;
      uint32_t start = other.model.functions[each.function].startLine;
      files[each.file].lines.try_emplace(each.line, 0);
      if (start != 0)
        files[each.file].functions.try_emplace(
            {start, printable(other.names.of(each.function))}, 0);
    }
  for (const auto &[path, file] : files) {
    const SourceFile &source = sources.get(std::string(path));
    print(out, "TN:\nSF:{}\n",
          printable(source.found() ? source.foundAt : path));
    size_t hit = 0;
    for (const auto &[place, count] : file.functions) {
      print(out, "FN:{},{}\n", place.first, place.second);
      hit += count != 0;
    }
    for (const auto &[place, count] : file.functions)
      print(out, "FNDA:{},{}\n", count, place.second);
    print(out, "FNF:{}\nFNH:{}\n", file.functions.size(), hit);
    hit = 0;
    for (const auto &[line, count] : file.lines) {
      print(out, "DA:{},{}\n", line, count);
      hit += count != 0;
    }
    print(out, "LF:{}\nLH:{}\nend_of_record\n", file.lines.size(), hit);
  }
}

} // namespace allocsites
