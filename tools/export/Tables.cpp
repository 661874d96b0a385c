// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For programs and spreadsheets: JSON of all contexts, CSV of lines and kinds.
#include "export/Export.h"
#include "export/FrameNames.h"
#include "export/Stacks.h"

#include <algorithm>

namespace allocsites {

namespace {

/// RFC 4180, and nothing that a spreadsheet takes for a formula.
std::string csvText(std::string_view text) {
  std::string result = "\"";
  if (!text.empty() &&
      std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    result += '\'';
  for (char c : text) {
    if (c == '"')
      result += '"';
    result += c;
  }
  return result + '"';
}

} // namespace

void exportCsv(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  const Model &model = view.model();
  std::vector<Lens> lenses = knownLenses(model);
  print(out, "function,file,line,column,kind,type");
  for (Lens lens : lenses)
    print(out, ",{}", info(lens).name);
  print(out, "\r\n");
  std::vector<Row> rows = computeRows(view, Granularity::Columns);
  std::sort(rows.begin(), rows.end(), RowOrder{model, context.lens});
  for (const Row &row : rows) {
    std::vector<CulpritShare> culprits = row.culprits();
    std::sort(culprits.begin(), culprits.end(),
              [&](const CulpritShare &a, const CulpritShare &b) {
                return a.counts[context.lens] != b.counts[context.lens]
                           ? a.counts[context.lens] > b.counts[context.lens]
                           : a.culprit < b.culprit;
              });
    for (const CulpritShare &share : culprits) {
      print(out, "{},{},{},{},{},{}", csvText(context.names.of(row.function)),
            csvText(model.string(row.file)), row.line, row.column,
            csvText(view.kinds().kindName(share.culprit)),
            csvText(view.kinds().culprit(share.culprit).type));
      for (Lens lens : lenses)
        print(out, ",{}", share.counts[lens]);
      print(out, "\r\n");
    }
  }
}

void exportJson(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  const Model &model = view.model();
  ReportContext columns = context;
  columns.granularity = Granularity::Columns;
  FrameNames frames(columns, model);
  std::vector<Lens> lenses = knownLenses(model);
  print(out, "{{\"version\":1,\"lenses\":[");
  for (Lens lens : lenses)
    print(out, "{}\"{}\"", lens == lenses.front() ? "" : ",", info(lens).name);
  print(out, "],\n\"totals\":[");
  auto values = [&](const Counts &counts) {
    for (Lens lens : lenses)
      print(out, "{}{}", lens == lenses.front() ? "" : ",", counts[lens]);
  };
  values(model.totals);
  print(out, "],\"lost\":[");
  values(model.lost);
  print(out, "],\n\"culprits\":[");
  for (CulpritId id = 0; id < view.kinds().size(); ++id)
    print(out, "{}\n{{\"kind\":{},\"type\":{}}}", id ? "," : "",
          jsonText(view.kinds().kindName(id)),
          view.kinds().culprit(id).type.empty()
              ? "null"
              : jsonText(view.kinds().culprit(id).type));
  print(out, "],\n\"contexts\":[");
  const char *separator = "";
  visitStacks(view, [&](const Stack &stack, Id node, const Counts &own) {
    print(out, "{}\n{{\"stack\":[", separator);
    for (size_t i = 0; i < stack.frames.size(); ++i)
      print(out, "{}{}", i ? "," : "", frames.numberOf(stack.frames[i]));
    print(out, "],\"labels\":[");
    for (size_t i = 0; i < stack.labels.size(); ++i)
      print(out, "{}[{},{}]", i ? "," : "", jsonText(stack.labels[i].key),
            jsonText(stack.labels[i].value));
    print(out, "],\"culprit\":{},\"values\":[", view.kinds().of(node));
    values(own);
    print(out, "]}}");
    separator = ",";
  });
  print(out, "],\n\"frames\":[");
  for (uint32_t i = 0; i < frames.size(); ++i) {
    const RowPlace &row = frames.row(i);
    print(out,
          "{}\n{{\"function\":{},\"linkage_name\":{},\"file\":{},\"line\":{},"
          "\"column\":{}}}",
          i ? "," : "", jsonText(context.names.of(row.function)),
          jsonText(model.nameOf(row.function)),
          row.file == None ? "null" : jsonText(model.string(row.file)),
          row.line, row.column);
  }
  print(out, "]}}\n");
}

} // namespace allocsites
