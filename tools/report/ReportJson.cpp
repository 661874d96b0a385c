// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "report/ReportJson.h"

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>
#include <utility>

namespace allocsites::report {

namespace {

using Object = nlohmann::ordered_json;

/// Bumped when a page cannot read older data.
constexpr int FormatVersion = 3;

std::string dump(const Object &object) {
  return object.dump(-1, ' ', false, Object::error_handler_t::replace);
}

void append(Buffer &out, std::string_view text) {
  out.append(text.data(), text.data() + text.size());
}

template <class Range, class Get>
void numbers(Buffer &out, const Range &range, Get get) {
  out.push_back('[');
  bool first = true;
  for (const auto &element : range) {
    if (!first)
      out.push_back(',');
    first = false;
    fmt::format_int text(get(element));
    out.append(text.data(), text.data() + text.size());
  }
  out.push_back(']');
}

/// Numbers in as few bytes as the largest needs: the lowest byte of each, then
/// the next of each, and so on. Like bytes side by side compress well.
class Column {
public:
  template <class Range, class Get> Column(const Range &range, Get get) {
    values.reserve(range.size());
    bool negative = false;
    uint64_t largest = 0;
    for (const auto &element : range) {
      auto value = get(element);
      negative |= std::cmp_less(value, 0);
      values.push_back(uint64_t(value));
      largest = std::max(largest, uint64_t(value));
    }
    bytes = largest < 1U << 8             ? 1
            : largest < 1U << 16          ? 2
            : largest < uint64_t(1) << 32 ? 4
                                          : sizeof(double);
    if (bytes == sizeof(double))
      for (uint64_t &value : values)
        value = std::bit_cast<uint64_t>(negative ? double(int64_t(value))
                                                 : double(value));
  }

  size_t width() const { return bytes; }
  size_t size() const { return values.size(); }
  void write(Buffer &out) const {
    for (size_t byte = 0; byte < bytes; ++byte)
      for (uint64_t value : values)
        out.push_back(char(value >> (8 * byte)));
  }

private:
  std::vector<uint64_t> values;
  size_t bytes;
};

template <class Range, class Put>
void list(Buffer &out, const Range &range, Put put) {
  out.push_back('[');
  bool first = true;
  for (const auto &element : range) {
    if (!first)
      append(out, ",");
    first = false;
    put(element);
  }
  out.push_back(']');
}

/// Where a column of the page goes.
enum class Part : uint8_t { First, Rest };

class Writer {
public:
  /// Long lists go to columns of \p packed, if that is not null.
  Writer(Buffer &out, PackedReport *packed, const ReportData &data)
      : out(out), packed(packed), data(data) {
    for (const LensInfo &lens : Lenses)
      if ((data.tracking & lens.needs) == lens.needs)
        lenses.push_back(lens.lens);
  }

  void settings(const ReportSettings &settings) {
    firstLens = settings.lens;
    member("format", "allocsites-report");
    member("version", FormatVersion);
    member("title", settings.title);
    member("fold", settings.fold);
    member("filters", settings.activeFilters);
    static constexpr const char *Names[] = {"functions", "lines", "lines",
                                            "files"};
    member("initial", {{"lens", info(settings.lens).name},
                       {"by", Names[size_t(settings.granularity)]}});
    key("lenses");
    list(out, lenses, [&](Lens lens) {
      const LensInfo &about = info(lens);
      append(out,
             dump({{"name", about.name},
                   {"unit", about.unit == Unit::Bytes ? "bytes" : "objects"},
                   {"sibling", info(about.sibling).name},
                   {"meaning", about.meaning}}));
    });
  }

  void tables() {
    key("strings");
    list(out, data.strings,
         [&](const std::string &text) { append(out, dump(text)); });
    key("functions");
    column(
        "{\"name\":", data.functions, [](const Function &f) { return f.name; },
        Part::First);
    column(",\"linkage\":", data.functions, [](const Function &f) {
      return f.linkage == f.name ? 0 : f.linkage;
    });
    column(
        ",\"file\":", data.functions, [](const Function &f) { return f.file; },
        Part::First);
    column(
        ",\"line\":", data.functions, [](const Function &f) { return f.line; },
        Part::First);
    column(",\"library\":", data.functions,
           [](const Function &f) { return int(f.library); });
    append(out, "}");
    key("rows");
    column(
        "{\"function\":", data.rows, [](const Row &r) { return r.function; },
        Part::First);
    column(
        ",\"line\":", data.rows, [](const Row &r) { return r.line; },
        Part::First);
    append(out, "}");
    key("nodes");
    column("{\"depth\":", data.nodes, [](const Node &n) { return n.depth; });
    column(
        ",\"row\":", data.nodes, [](const Node &n) { return n.row; },
        Part::First);
    append(out, "}");
    key("vias");
    column("{\"parent\":", data.vias, [](const Via &v) { return v.parent; });
    column(",\"function\":", data.vias,
           [](const Via &v) { return v.function; });
    append(out, "}");
  }

  void samples() {
    key("samples");
    // Differences, which are small and compress well.
    uint32_t last = 0;
    column(
        "{\"node\":", data.samples,
        [&](const Sample &sample) {
          return sample.node - std::exchange(last, sample.node);
        },
        Part::First);
    column(",\"via\":", data.samples, [](const Sample &s) { return s.via; });
    append(out, ",\"tags\":");
    list(out, data.tags, [&](const TagColumn &tag) {
      append(out, "{\"name\":" + dump(tag.name) +
                      ",\"title\":" + dump(tag.title) +
                      (tag.label ? ",\"label\":true" : "") + ",\"values\":");
      column("", tag.values, [](uint32_t value) { return value; }, Part::First);
      append(out, "}");
    });
    append(out, "}");
  }

  void sides() {
    static constexpr Distribution Any;
    key("sizeFrom");
    out.push_back('[');
    for (size_t i = 0; i < Any.sizes.size(); ++i)
      print(out, "{}{}", i == 0 ? "" : ",", Distribution::sizeFrom(i));
    append(out, "]");
    key("lifeFrom");
    out.push_back('[');
    for (size_t i = 0; i < Any.lifetimes.size(); ++i)
      print(out, "{}{}", i == 0 ? "" : ",", Distribution::lifetimeFrom(i));
    append(out, "]");
    key("sides");
    list(out, data.sides, [&](const Side &side) {
      append(out, "{\"totals\":");
      counts(side.totals);
      append(out, ",\"lost\":");
      counts(side.lost);
      print(out, ",\"contexts\":{},\"values\":", side.contexts);
      list(out, lenses, [&](Lens lens) {
        bool first = lens == firstLens || lens == info(firstLens).sibling;
        column(
            "", side.samples,
            [&](const Counts &counts) { return counts[lens]; },
            first ? Part::First : Part::Rest);
      });
      details(side);
      append(out, ",\"runs\":");
      list(out, side.runs, [&](const Run &run) {
        append(out, dump(about(run)));
        out.resize(out.size() - 1); // The closing brace.
        timeline(run.timeline);
        append(out, "}");
      });
      append(out, ",\"warnings\":" + dump(side.warnings) + "}");
    });
  }

  void advice() {
    key("advice");
    list(out, data.advice, [&](const Advice &advice) {
      const Finding &finding = advice.finding;
      const Saving &saving = finding.saving;
      Object about = {
          {"rule", finding.rule->id}, {"title", finding.rule->title},
          {"row", advice.row},        {"otherRows", advice.otherRows},
          {"kind", finding.kind},     {"type", finding.type},
          {"found", finding.found},   {"advice", finding.advice},
          {"basis", finding.basis}};
      Object saves = {
          {"lens", info(saving.of).name},
          {"objects", saving.objects},
          {"bytes", saving.bytes ? Object(*saving.bytes) : Object()},
          {"share", finding.share}};
      about["saving"] = std::move(saves);
      append(out, dump(about));
      out.resize(out.size() - 1); // The closing brace.
      append(out, ",\"counts\":");
      counts(finding.counts);
      append(out, ",\"callers\":");
      size_t caller = 0;
      list(out, advice.callerRows, [&](uint32_t row) {
        print(out, "{{\"row\":{},\"counts\":", row);
        counts(finding.callers[caller++].counts);
        append(out, "}");
      });
      append(out, "}");
    });
  }

  void coverage() {
    const CoverageData &coverage = data.coverage;
    key("coverage");
    append(out, "{\"known\":" + dump(coverage.known) +
                    ",\"remarks\":" + dump(coverage.remarks));
    append(out, ",\"files\":{");
    places(coverage.files);
    append(out, "},\"lines\":{");
    places(coverage.lines);
    column(",\"line\":", coverage.lines,
           [](const CoverageLine &each) { return each.line; });
    append(out, "},\"notes\":{");
    column("\"of\":", coverage.notes,
           [](const CoverageNote &note) { return note.line; });
    column(",\"state\":", coverage.notes,
           [](const CoverageNote &note) { return uint32_t(note.state); });
    column(",\"text\":", coverage.notes,
           [](const CoverageNote &note) { return note.text; });
    append(out, "}}");
  }

  void sources(const std::vector<ReportSource> &sources) {
    key("sources");
    list(out, sources, [&](const ReportSource &source) {
      print(out, "{{\"file\":{},\"state\":\"{}\",\"lines\":{},\"chunks\":",
            source.file, nameOf(source.state), source.lineCount);
      list(out, source.chunks, [&](const SourceChunk &chunk) {
        std::string text;
        for (std::string_view line : chunk.lines)
          text.append(line).push_back('\n');
        text.pop_back();
        print(out, "{{\"first\":{},\"text\":", chunk.firstLine);
        append(out, dump(text));
        append(out, "}");
      });
      append(out, "}");
    });
  }

private:
  /// Files or lines with their sites.
  template <class List> void places(const List &list) {
    column("\"file\":", list, [](const auto &each) { return each.file; });
    column(",\"allocations\":", list,
           [](const auto &each) { return each.sites.allocations.sites; });
    column(",\"allocationsReached\":", list,
           [](const auto &each) { return each.sites.allocations.reached; });
    column(",\"calls\":", list,
           [](const auto &each) { return each.sites.calls.sites; });
    column(",\"callsReached\":", list,
           [](const auto &each) { return each.sites.calls.reached; });
  }

  /// By lens.
  void counts(const Counts &counts) {
    numbers(out, lenses, [&](Lens lens) { return counts[lens]; });
  }

  void details(const Side &side) {
    print(out, ",\"sizes\":{},\"details\":", side.sizes);
    uint32_t last = 0;
    column("{\"sample\":", side.details, [&](const Detail &detail) {
      return detail.sample - std::exchange(last, detail.sample);
    });
    column(",\"field\":", side.details,
           [](const Detail &detail) { return detail.field; });
    column(",\"value\":", side.details,
           [](const Detail &detail) { return detail.value; });
    append(out, "}");
  }

  void timeline(const Timeline &timeline) {
    print(out, ",\"timeline\":{{\"peak\":{},\"peakTime\":{}",
          timeline.peakSpace, timeline.peakTimeNs);
    auto moments = [&](const char *lead, uint64_t Moment::*member) {
      append(out, lead);
      numbers(out, timeline.moments,
              [&](const Moment &moment) { return moment.*member; });
    };
    moments(",\"time\":", &Moment::timeNs);
    moments(",\"objects\":", &Moment::allocObjects);
    moments(",\"bytes\":", &Moment::allocSpace);
    moments(",\"freedObjects\":", &Moment::freeObjects);
    moments(",\"freedBytes\":", &Moment::freeSpace);
    append(out, "}");
  }

  static Object about(const Run &run) {
    return {{"path", run.path},
            {"exe", run.exe},
            {"command", run.command},
            {"directory", run.directory},
            {"host", run.host},
            {"pid", run.pid},
            {"started", run.startTimeNs / 1'000'000}, // as Date has it
            {"forked", run.forkedChild}};
  }

  void key(const char *name) {
    print(out, "{}\n\"{}\":", first ? "" : ",", name);
    first = false;
  }
  void member(const char *name, const Object &value) {
    key(name);
    append(out, dump(value));
  }
  template <class Range, class Get>
  void column(const char *lead, const Range &range, Get get,
              Part part = Part::Rest) {
    append(out, lead);
    if (!packed)
      return numbers(out, range, get);
    Buffer &to = part == Part::First ? packed->first : packed->rest;
    Column column(range, get);
    print(out, "{{\"at\":{},\"count\":{},\"width\":{}{}}}", to.size(),
          column.size(), column.width(),
          part == Part::First ? "" : ",\"rest\":true");
    column.write(to);
  }

  Buffer &out;
  PackedReport *packed;
  const ReportData &data;
  std::vector<Lens> lenses;
  Lens firstLens{}; ///< and its sibling: what the first view counts
  bool first = true;
};

void write(Buffer &out, PackedReport *packed, const ReportData &data,
           const std::vector<ReportSource> &sources,
           const ReportSettings &settings) {
  append(out, "{");
  Writer writer(out, packed, data);
  writer.settings(settings);
  writer.tables();
  writer.samples();
  writer.sides();
  writer.advice();
  writer.coverage();
  writer.sources(sources);
  append(out, "\n}\n");
}

} // namespace

void writeReportJson(Buffer &out, const ReportData &data,
                     const std::vector<ReportSource> &sources,
                     const ReportSettings &settings) {
  write(out, nullptr, data, sources, settings);
}

PackedReport packReport(const ReportData &data,
                        const std::vector<ReportSource> &sources,
                        const ReportSettings &settings) {
  Buffer json;
  PackedReport packed;
  write(json, &packed, data, sources, settings);
  json.push_back('\0'); // JSON has none.
  append(json, {packed.first.data(), packed.first.size()});
  packed.first = std::move(json);
  return packed;
}

} // namespace allocsites::report
