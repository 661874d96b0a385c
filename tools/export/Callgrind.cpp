// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Callgrind's profile format, version 1 (valgrind's manual, "Callgrind Format
// Specification"). How often a call was made is not known; `calls=` has how
// many allocations were made by it.
#include "export/Export.h"
#include "export/Stacks.h"

#include <map>
#include <tuple>

namespace allocsites {

namespace {

struct Edge {
  Id caller; ///< function
  uint32_t line;
  Id callee; ///< function
  auto operator<=>(const Edge &) const = default;
};

/// Inclusive counts by call: a context counts once for a call, however often it
/// is on the path.
class CallCounter {
public:
  CallCounter(const View &view, const std::vector<Counts> &inclusive)
      : view(view), inclusive(inclusive), model(view.model()) {}

  void enter(Id node, std::span<const Id> frames) {
    sizes.push_back(path.size());
    for (Id frame : frames)
      push(frame, inclusive[node]);
    Counts own = view.own(node);
    if (!own.any())
      return;
    Id charged = view.charged(node);
    if (view.chargedApart(node)) {
      push(charged, own);
      pop();
    }
    const Frame &frame = model.frames[charged];
    self[{frame.function, frame.line}] += own;
  }

  void leave(Id) {
    while (path.size() > sizes.back())
      pop();
    sizes.pop_back();
  }

  struct Call {
    Counts counts;
    uint32_t active = 0;
  };
  std::map<std::pair<Id, uint32_t>, Counts> self; ///< by function and line
  std::map<Edge, Call> calls;

private:
  void push(Id frame, const Counts &counts) {
    if (!path.empty()) {
      Call &call = calls[edge(path.back(), frame)];
      if (call.active++ == 0)
        call.counts += counts;
    }
    path.push_back(frame);
  }
  void pop() {
    Id frame = path.back();
    path.pop_back();
    if (!path.empty())
      --calls[edge(path.back(), frame)].active;
  }
  Edge edge(Id caller, Id callee) const {
    const Frame &from = model.frames[caller];
    return {from.function, from.line, model.frames[callee].function};
  }

  const View &view;
  const std::vector<Counts> &inclusive;
  const Model &model;
  std::vector<Id> path;
  std::vector<size_t> sizes;
};

} // namespace

void exportCallgrind(Buffer &out, const ExportRequest &request) {
  const auto &[context, view, sources, nodeFraction, unreached] = request;
  const Model &model = view.model();
  std::vector<Counts> inclusive = inclusiveCounts(view);
  CallCounter counter(view, inclusive);
  walk(view, inclusive, counter);
  std::vector<Lens> lenses = knownLenses(model);

  print(out, "# callgrind format\nversion: 1\ncreator: allocsites\n");
  if (!model.runs.empty())
    print(out, "pid: {}\ncmd: {}\n", model.runs.front().pid,
          printable(model.runs.front().command));
  print(out, "positions: line\n");
  for (Lens lens : lenses)
    print(out, "event: {} : {}\n", info(lens).name, info(lens).meaning);
  print(out, "events:");
  for (Lens lens : lenses)
    print(out, " {}", info(lens).name);
  print(out, "\n");
  auto costs = [&](uint32_t line, const Counts &counts) {
    print(out, "{}", line);
    for (Lens lens : lenses)
      print(out, " {}", counts[lens]);
    print(out, "\n");
  };
  std::string program =
      printable(model.runs.empty() ? "???" : model.runs.front().exe);
  // What is outside has a module and no source.
  auto place = [&](const char *object, const char *file, const char *name,
                   Id function) {
    std::string path = printable(model.fileOf(function));
    if (path.empty())
      path = "???";
    bool outside = model.isOutside(function);
    print(out, "{}={}\n{}={}\n{}={}\n", object, outside ? path : program, file,
          outside ? "???" : path, name, printable(context.names.of(function)));
  };

  Counts total;
  auto self = counter.self.begin();
  auto call = counter.calls.begin();
  while (self != counter.self.end() || call != counter.calls.end()) {
    Id function = self == counter.self.end() ? call->first.caller
                  : call == counter.calls.end()
                      ? self->first.first
                      : std::min(self->first.first, call->first.caller);
    print(out, "\n");
    place("ob", "fl", "fn", function);
    for (; self != counter.self.end() && self->first.first == function;
         ++self) {
      costs(self->first.second, self->second);
      total += self->second;
    }
    for (; call != counter.calls.end() && call->first.caller == function;
         ++call) {
      place("cob", "cfi", "cfn", call->first.callee);
      print(out, "calls={} {}\n", call->second.counts[Lens::AllocObjects],
            model.functions[call->first.callee].startLine);
      costs(call->first.line, call->second.counts);
    }
  }
  if (model.lost.any()) {
    print(out, "\nob=???\nfl=???\nfn={}\n", LostName);
    costs(0, model.lost);
    total += model.lost;
  }
  print(out, "\ntotals:");
  for (Lens lens : lenses)
    print(out, " {}", total[lens]);
  print(out, "\n");
}

} // namespace allocsites
