// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/Json.h"

#include "support/Units.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

namespace allocsites {

namespace {

using Object = nlohmann::ordered_json;

std::string dump(const Object &object) {
  // Names may be any bytes.
  return object.dump(-1, ' ', false, Object::error_handler_t::replace);
}

Object countsObject(const Counts &counts, const Model &model) {
  Object object;
  for (const LensInfo &lens : Lenses)
    if (model.knows(lens.lens))
      object[lens.name] = counts[lens.lens];
    else if (lens.needs == LiveTracking)
      object[lens.name] = nullptr; // always there: Go's four
  return object;
}

Object numberOrNull(uint32_t number) {
  return number == 0 ? Object() : Object(number);
}

Object textOrNull(std::string_view text) {
  return text.empty() ? Object() : Object(std::string(text));
}

Object placeObject(ReportContext &context, const RowPlace &row) {
  const Model &model = context.model;
  Object object;
  object["function"] =
      row.function == None ? Object() : Object(context.names.of(row.function));
  object["linkage_name"] = textOrNull(model.nameOf(row.function));
  object["file"] = textOrNull(model.string(row.file));
  object["line"] = numberOrNull(row.line);
  object["column"] = numberOrNull(row.column);
  return object;
}

/// "kind" and "type" of the largest share, and "kinds" with all.
void addKinds(Object &object, ReportContext &context,
              std::vector<CulpritShare> shares) {
  const Kinds &kinds = context.kinds;
  Lens lens = context.lens, sibling = info(lens).sibling;
  std::sort(shares.begin(), shares.end(),
            [&](const CulpritShare &a, const CulpritShare &b) {
              auto key = [&](const CulpritShare &share) {
                return std::tuple(~magnitude(share.counts[lens]),
                                  ~magnitude(share.counts[sibling]),
                                  kinds.kindName(share.culprit),
                                  kinds.culprit(share.culprit).type);
              };
              return key(a) < key(b);
            });
  Object all = Object::array();
  for (const CulpritShare &share : shares) {
    Object each = countsObject(share.counts, context.model);
    each["kind"] = kinds.kindName(share.culprit);
    each["type"] = textOrNull(kinds.culprit(share.culprit).type);
    all.push_back(std::move(each));
  }
  object["kind"] = shares.empty() ? Object() : all[0]["kind"];
  object["type"] = shares.empty() ? Object() : all[0]["type"];
  object["kinds"] = std::move(all);
}

/// Of the allocations made at the row itself; nothing that was not recorded.
void addDistribution(Object &object, const Distribution &distribution) {
  if (distribution.hasSizes()) {
    Object buckets = Object::array();
    for (size_t i = 0; i < distribution.sizes.size(); ++i)
      if (distribution.sizes[i] != 0)
        buckets.push_back({{"from", Distribution::sizeFrom(i)},
                           {"objects", distribution.sizes[i]}});
    object["sizes"] = {{"min", distribution.minSize},
                       {"max", distribution.maxSize},
                       {"buckets", buckets}};
  }
  bool freed =
      std::any_of(distribution.lifetimes.begin(), distribution.lifetimes.end(),
                  [](uint64_t objects) { return objects != 0; });
  if (freed)
    object["lifetimes"] = distribution.lifetimes;
  if (distribution.reallocs != 0)
    object["reallocs"] = {{"objects", distribution.reallocs},
                          {"growths", distribution.growths},
                          {"moves", distribution.moves},
                          {"copied_space", distribution.copiedSpace}};
}

Object rowObject(ReportContext &context, const Row &row) {
  Object object = placeObject(context, row);
  object["flat"] = countsObject(row.flat, context.model);
  object["cum"] = countsObject(row.cum, context.model);
  addKinds(object, context, row.culprits());
  if (row.distribution)
    addDistribution(object, *row.distribution);
  return object;
}

Object runObject(const Run &run) {
  Object object{{"path", run.path},
                {"exe", run.exe},
                {"command", run.command},
                {"directory", run.directory},
                {"host", run.host},
                {"options", run.options},
                {"runtime_version", run.runtimeVersion},
                {"pid", run.pid},
                {"parent_pid", run.parentPid},
                {"start_time_ns", run.startTimeNs},
                {"forked_child", run.forkedChild}};
  if (run.sizeLimit)
    object["size_limit"] = true;
  if (run.unseenFrees)
    object["unseen_frees"] = true;
  if (run.loadedLate)
    object["loaded_late"] = true;
  if (run.merged != 0)
    object["merged"] = run.merged;
  return object;
}

/// Writes the document row by row, so that a large one is never held as
/// objects.
class Document {
public:
  Document(Buffer &out, ReportContext &context) : out(out) {
    const Model &model = context.model;
    Object lost;
    lost["alloc_objects"] = model.lost[Lens::AllocObjects];
    lost["alloc_space"] = model.lost[Lens::AllocSpace];
    Object runs = Object::array();
    for (const Run &run : model.runs)
      runs.push_back(runObject(run));
    print(out, "{{");
    member("totals", countsObject(model.totals, model));
    member("sample_index", info(context.lens).name);
    member("granularity", granularityName(context.granularity));
    member("live_tracking", (model.tracking & LiveTracking) != 0);
    member("lost", lost);
    member("unknown_kind", countsObject(context.unknownKind, model));
    member("filters", context.activeFilters);
    member("warnings", model.warnings);
    member("profiles", runs);
    print(out, "\"rows\":[");
  }
  ~Document() { print(out, "\n]}}\n"); }

  void row(const Object &object) {
    print(out, "{}\n{}", first ? "" : ",", dump(object));
    first = false;
  }

private:
  void member(const char *name, const Object &value) {
    print(out, "\"{}\":{},\n", name, dump(value));
  }

  Buffer &out;
  bool first = true;
};

} // namespace

void renderTopJson(Buffer &out, ReportContext &context, const TopTable &table) {
  Document document(out, context);
  for (const Row &row : table.rows)
    document.row(rowObject(context, row));
}

void renderListJson(Buffer &out, ReportContext &context,
                    const std::vector<ListedFunction> &functions,
                    SourceCache &sources) {
  Document document(out, context);
  for (const ListedFunction &function : functions) {
    const SourceFile &source =
        sources.get(std::string(context.model.string(function.total.file)));
    Object object = rowObject(context, function.total);
    object["source"] = nameOf(stateOf(source, function, context.model));
    Object lines = Object::array();
    for (const Row &row : function.lines) {
      Object line;
      line["line"] = numberOrNull(row.line);
      line["column"] = numberOrNull(row.column);
      line["flat"] = countsObject(row.flat, context.model);
      line["cum"] = countsObject(row.cum, context.model);
      addKinds(line, context, row.culprits());
      bool known = row.line != 0 && row.line <= source.lines.size();
      line["text"] =
          known ? Object(std::string(source.lines[row.line - 1])) : Object();
      lines.push_back(std::move(line));
    }
    object["lines"] = std::move(lines);
    document.row(object);
  }
}

void renderTreeJson(Buffer &out, ReportContext &context, const CallTree &tree,
                    double nodeFraction) {
  Document document(out, context);
  double least = double(context.model.totals[context.lens]) * nodeFraction;
  struct Pending {
    uint32_t node, depth;
    int64_t parent;
  };
  std::vector<Pending> stack;
  auto open = [&](uint32_t node, uint32_t depth, int64_t parent) {
    for (uint32_t i = tree.firstChild[node + 1]; i > tree.firstChild[node]; --i)
      if (double(magnitude(
              tree.nodes[tree.children[i - 1]].cum[context.lens])) >= least)
        stack.push_back({tree.children[i - 1], depth, parent});
  };
  open(0, 0, -1);
  for (int64_t index = 0; !stack.empty(); ++index) {
    Pending next = stack.back();
    stack.pop_back();
    const CallTree::Node &node = tree.nodes[next.node];
    Object object = placeObject(context, tree.rows[node.row]);
    object["depth"] = next.depth;
    object["parent"] = next.parent < 0 ? Object() : Object(next.parent);
    object["flat"] = countsObject(node.flat, context.model);
    object["cum"] = countsObject(node.cum, context.model);
    addKinds(object, context, tree.shares.of(next.node));
    document.row(object);
    open(next.node, next.depth + 1, index);
  }
}

void renderPeekJson(Buffer &out, ReportContext &context,
                    const std::vector<Neighbourhood> &entries) {
  Document document(out, context);
  auto list = [&](const std::vector<Neighbour> &neighbours) {
    Object array = Object::array();
    for (const Neighbour &neighbour : neighbours) {
      Object object = placeObject(context, neighbour.row);
      object["weight"] = countsObject(neighbour.weight, context.model);
      array.push_back(std::move(object));
    }
    return array;
  };
  for (const Neighbourhood &entry : entries) {
    Object object = rowObject(context, entry.row);
    object["callers"] = list(entry.callers);
    object["callees"] = list(entry.callees);
    document.row(object);
  }
}

void renderLabelsJson(Buffer &out, ReportContext &context,
                      const LabelTable &table) {
  Document document(out, context);
  auto row = [&](const LabelRow &row, const Object &value) {
    Object object;
    object["value"] = value;
    object["counts"] = countsObject(row.counts, context.model);
    if (!row.lines.empty()) {
      Object lines = Object::array();
      for (const Row &line : row.lines) {
        Object place = placeObject(context, line);
        place["flat"] = countsObject(line.flat, context.model);
        lines.push_back(std::move(place));
      }
      object["lines"] = std::move(lines);
    }
    document.row(object);
  };
  for (const LabelRow &each : table.rows)
    row(each, std::string(each.value));
  row(table.outside, Object());
}

void renderBreachesJson(Buffer &out, ReportContext &context,
                        const BreachTable &table) {
  Document document(out, context);
  for (const BrokenContract &contract : table.contracts) {
    Object object = placeObject(context, contract.function);
    object["counts"] = countsObject(contract.counts, context.model);
    Object paths = Object::array();
    for (const BreachPath &path : contract.paths) {
      Object each;
      each["counts"] = countsObject(path.counts, context.model);
      addKinds(each, context, path.culprits);
      Object frames = Object::array();
      for (uint32_t row : path.rows)
        frames.push_back(placeObject(context, table.rows[row]));
      each[path.unseen ? "callers" : "frames"] = std::move(frames);
      paths.push_back(std::move(each));
    }
    object["paths"] = std::move(paths);
    document.row(object);
  }
}

} // namespace allocsites
