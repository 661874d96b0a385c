// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file of valgrind's dh_view, version 2. We know no times, so there are
// only totals ("bklt" is false), and time is counted in bytes allocated.
#include "export/Export.h"
#include "export/FrameNames.h"
#include "export/Stacks.h"

#include <fmt/ranges.h>
#include <map>

namespace allocsites {

void exportDhat(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  const Model &model = view.model();
  ReportContext lines = context;
  if (lines.granularity == Granularity::Functions)
    lines.granularity = Granularity::Lines;
  FrameNames frames(lines, model);
  std::map<std::vector<uint32_t>, Counts> points;
  std::vector<uint32_t> numbers;
  visitStacks(view, [&](const Stack &stack, Id, const Counts &own) {
    numbers.clear();
    for (size_t i = stack.frames.size(); i-- > 0;)
      numbers.push_back(frames.numberOf(stack.frames[i]) + 1);
    points[numbers] += own;
  });
  if (model.lost.any())
    points[{uint32_t(frames.size() + 1)}] += model.lost;
  const Run run = model.runs.empty() ? Run() : model.runs.front();
  print(out,
        "{{\"dhatFileVersion\":2,\"mode\":\"allocsites\",\"verb\":"
        "\"Allocated\",\n\"bklt\":false,\"bkacc\":false,\"tu\":\"bytes\","
        "\"Mtu\":\"Mbytes\",\n\"cmd\":{},\"pid\":{},\"te\":{},\n\"pps\":[",
        jsonText(run.command), run.pid, model.totals[Lens::AllocSpace]);
  const char *separator = "\n";
  for (const auto &[stack, counts] : points) {
    print(out, "{}{{\"tb\":{},\"tbk\":{},\"fs\":[{}]}}", separator,
          counts[Lens::AllocSpace], counts[Lens::AllocObjects],
          fmt::join(stack, ","));
    separator = ",\n";
  }
  print(out, "\n],\n\"ftbl\":[\n\"[root]\"");
  for (uint32_t i = 0; i < frames.size(); ++i)
    print(out, ",\n{}", jsonText(frames.text(i)));
  if (model.lost.any())
    print(out, ",\n{}", jsonText(LostName));
  print(out, "\n]}}\n");
}

} // namespace allocsites
