// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Screen.h"

#include "support/Path.h"
#include "support/Units.h"
#include "watch/Controls.h"
#include "watch/TextWidth.h"

#include <algorithm>
#include <cmath>

namespace allocsites {

namespace {

constexpr size_t HeadLines = 4, FootLines = 1;
constexpr size_t ColumnWidth = 9;
/// What a place should have at least before columns go.
constexpr size_t LeastPlace = 34;
/// What a function's name should have before its kind is shown.
constexpr size_t LeastFunction = 32;
constexpr const char *Bold = "\x1b[1m", *Dim = "\x1b[2m", *Reverse = "\x1b[7m",
                     *Red = "\x1b[1;31m", *Yellow = "\x1b[33m",
                     *Reset = "\x1b[0m";

std::string styled(const char *style, const std::string &text) {
  return style + text + Reset;
}

/// "1234567", "12.35M": at most eight characters.
std::string formatNumber(double value) {
  static constexpr const char *Names[] = {"M", "G", "T", "P", "E"};
  if (value < 10 && value != std::floor(value))
    return fmt::format("{:.1f}", value);
  if (value < 1e7)
    return fmt::format("{:.0f}", value);
  size_t unit = 0;
  for (value /= 1e6; value >= 1000 && unit + 1 < std::size(Names); ++unit)
    value /= 1000;
  return fmt::format("{:.2f}{}", value, Names[unit]);
}

std::string formatIn(double value, Unit unit) {
  return unit == Unit::Bytes ? formatBytes(uint64_t(std::llround(value)))
                             : formatNumber(value);
}

/// "1:02:03" or "12 s".
std::string formatDuration(double seconds) {
  auto whole = uint64_t(seconds);
  if (whole < 60)
    return fmt::format("{} s", whole);
  if (whole < 3600)
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60,
                     whole % 60);
}

/// What can be said of a column: a number, or "-" if it is not known.
std::string cell(const Picture &picture, const WatchModel::Row &row,
                 const ColumnInfo &column) {
  const WatchModel &model = picture.model;
  if (!model.knows(column.lens) || (column.isRate && model.seconds() == 0))
    return "-";
  double value = valueOf(model, row, column.column, picture.state.key);
  return value == 0 ? "." : formatIn(value, info(column.lens).unit);
}

/// The columns that there is room for.
std::vector<const ColumnInfo *> columnsFor(const WatchState &state,
                                           size_t width) {
  std::vector<const ColumnInfo *> shown;
  for (const ColumnInfo &column : Columns)
    shown.push_back(&column);
  auto room = [&] { return shown.size() * (ColumnWidth + 1) + LeastPlace; };
  while (room() > width && shown.size() > 1)
    shown.erase(std::max_element(shown.begin(), shown.end(),
                                 [&](const ColumnInfo *a, const ColumnInfo *b) {
                                   auto rank = [&](const ColumnInfo *column) {
                                     return column->column == state.sort
                                                ? -1
                                                : int(column->rank);
                                   };
                                   return rank(a) < rank(b);
                                 }));
  return shown;
}

/// "file.cpp:12", with the whole path if \p whole.
std::string positionOf(const WatchPlace &place, bool whole) {
  std::string text(whole ? std::string_view(place.file) : baseName(place.file));
  if (!text.empty() && place.line != 0)
    text += fmt::format(":{}", place.line);
  return text;
}

/// Function, position and kind in \p width columns: what is too long is the
/// function's name, whose ends say most.
std::string placeText(const WatchPlace &place, const std::string &kind,
                      Granularity granularity, size_t width) {
  std::string position =
      granularity == Granularity::Functions ? "" : positionOf(place, false);
  if (place.function.empty())
    return fit(position.empty() ? "[unknown]" : position, width);
  std::string tail = position.empty() ? "" : " " + position;
  std::string withKind = tail + " " + kind;
  size_t least = std::min(columnsOf(place.function), LeastFunction);
  if (!kind.empty() && columnsOf(withKind) + least <= width)
    tail = withKind;
  size_t taken = columnsOf(tail);
  constexpr size_t Least = 8, Dots = 3;
  size_t room = std::max(width > taken ? width - taken : 0, Least);
  std::string function = printable(place.function);
  if (function.size() > room)
    function = shorten(std::move(function), room - Dots);
  return fit(function + tail, width);
}

/// All of it.
std::string wholePlace(const WatchPlace &place, Granularity granularity) {
  std::string position =
      granularity == Granularity::Functions ? "" : positionOf(place, true);
  std::string text = printable(place.function);
  if (!text.empty() && !position.empty())
    text += ' ';
  return text + printable(position);
}

std::string stateText(const Picture &picture, bool timed) {
  const Watched &watched = picture.watched;
  switch (watched.state) {
  case ProgramState::Waiting:
    return "waiting for its profile";
  case ProgramState::Ended:
    return "has ended: this is its last state";
  case ProgramState::Elsewhere:
    return "is of another host: whether it runs cannot be told";
  case ProgramState::Running:
    break;
  }
  if (timed && picture.state.paused)
    return "paused";
  return timed && watched.runningSeconds > 0
             ? "running for " + formatDuration(watched.runningSeconds)
             : "running";
}

std::string titleLine(const Picture &picture, bool timed) {
  const Watched &watched = picture.watched;
  std::string text = printable(watched.name);
  if (watched.pid != 0)
    text += fmt::format(" ({})", watched.pid);
  return text + "  " + stateText(picture, timed);
}

/// "12345 allocs, 1.2MB" of a pair of lenses.
std::string pairText(double objects, double space, const char *suffix) {
  return fmt::format("{} allocs{}, {}{}", formatIn(objects, Unit::Objects),
                     suffix, formatIn(space, Unit::Bytes), suffix);
}

std::string totalsLine(const Picture &picture) {
  const WatchModel &model = picture.model;
  const Counts &totals = model.totals();
  auto both = [&](Lens objects, Lens space) {
    return pairText(double(totals[objects]), double(totals[space]), "");
  };
  std::string text = "allocated " + both(Lens::AllocObjects, Lens::AllocSpace);
  if (model.seconds() > 0)
    text += " (" +
            pairText(model.totalRate(Lens::AllocObjects),
                     model.totalRate(Lens::AllocSpace), "/s") +
            ")";
  if (model.knows(Lens::InuseSpace))
    text += "; in use " + both(Lens::InuseObjects, Lens::InuseSpace);
  if (model.knows(Lens::PeakSpace))
    text += "; at the peak " +
            formatIn(double(totals[Lens::PeakSpace]), Unit::Bytes);
  return text;
}

/// How it is shown: "by lines, flat, sorted by alloc_space/s".
std::string orderText(const Picture &picture) {
  const WatchState &state = picture.state;
  std::string text = fmt::format(
      "by {}, {}, sorted by {}", granularityName(state.granularity),
      state.key == SortKey::Cum ? "cum" : "flat", info(state.sort).name);
  if (state.filter)
    text += fmt::format(", of them those with '{}': {} of {}",
                        printable(state.filter->pattern()), picture.rows.size(),
                        picture.model.rows().size());
  return text;
}

std::string headings(const Picture &picture,
                     const std::vector<const ColumnInfo *> &columns) {
  std::string text = " ";
  for (const ColumnInfo *column : columns)
    text += fmt::format("{:>{}} ",
                        std::string(column->title) +
                            (column->column == picture.state.sort ? "*" : ""),
                        ColumnWidth);
  switch (picture.state.granularity) {
  case Granularity::Functions:
    return text + "function";
  case Granularity::Files:
    return text + "file";
  default:
    return text + "line";
  }
}

class Drawing {
public:
  Drawing(const Picture &picture, const ScreenSize &size, bool colour)
      : picture(picture), size(size), colour(colour) {}

  std::vector<std::string> draw() {
    head();
    if (picture.state.page == Page::Table)
      table();
    else
      text();
    foot();
    if (lines.size() > size.height)
      lines.resize(size.height);
    return std::move(lines);
  }

private:
  void add(std::string_view text, const char *style = nullptr) {
    std::string line = fit(text, size.width);
    lines.push_back(style ? styled(style, line) : line);
  }

  void head() {
    const Watched &watched = picture.watched;
    std::string title = titleLine(picture, true);
    std::string right = fmt::format("every {:.4g} s", watched.interval);
    size_t taken = columnsOf(title) + columnsOf(right) + 1;
    if (taken <= size.width)
      title += std::string(size.width - taken + 1, ' ') + right;
    add(title, Bold);
    add(picture.model.isEmpty() ? "" : totalsLine(picture));
    if (!watched.trouble.empty())
      add(watched.trouble, colour ? Yellow : Bold);
    else
      add(picture.state.page == Page::Table ? orderText(picture) : "",
          colour ? Dim : nullptr);
  }

  void table() {
    std::vector<const ColumnInfo *> columns =
        columnsFor(picture.state, size.width);
    lines.push_back(
        styled(Reverse, pad(headings(picture, columns), size.width)));
    size_t height = pageHeight(size), first = firstRow(height);
    size_t selected = selectedIndex(picture.model, picture.rows, picture.state);
    for (size_t i = first; i < first + height; ++i)
      if (i < picture.rows.size())
        row(picture.model.rows()[picture.rows[i]], columns, i == selected);
      else
        lines.push_back(i == 0 ? nothing() : "");
  }

  std::string nothing() const {
    return fit(picture.model.isEmpty() ? ""
               : picture.state.filter  ? "  nothing matches the filter"
                                       : "  no allocation yet",
               size.width);
  }

  /// The selected row is always shown.
  size_t firstRow(size_t height) const {
    size_t selected = selectedIndex(picture.model, picture.rows, picture.state);
    return std::clamp(picture.state.firstShown,
                      selected + 1 > height ? selected + 1 - height : 0,
                      selected);
  }

  void row(const WatchModel::Row &row,
           const std::vector<const ColumnInfo *> &columns, bool isSelected) {
    std::string numbers;
    for (const ColumnInfo *column : columns)
      numbers +=
          fmt::format("{:>{}} ", cell(picture, row, *column), ColumnWidth);
    size_t taken = std::min<size_t>(1 + numbers.size(), size.width);
    std::string place =
        placeText(picture.places[row.now.place], row.now.kind,
                  picture.state.granularity, size.width - taken);
    std::string line =
        pad((isSelected ? ">" : " ") + numbers + place, size.width);
    if (isSelected)
      line = styled(Reverse, line);
    else if (colour)
      line = heated(line, row);
    lines.push_back(line);
  }

  /// In the colour that the row's part of the whole deserves.
  std::string heated(const std::string &line, const WatchModel::Row &row) {
    const ColumnInfo &column = info(picture.state.sort);
    const WatchModel &model = picture.model;
    bool rate = column.isRate && model.seconds() > 0;
    double whole = rate ? model.totalRate(column.lens)
                        : double(model.totals()[column.lens]);
    double part =
        whole <= 0
            ? 0
            : valueOf(model, row, column.column, picture.state.key) / whole;
    return part >= 0.1    ? styled(Red, line)
           : part >= 0.02 ? styled(Yellow, line)
                          : line;
  }

  void text() {
    static constexpr const char *Titles[] = {
        "", "Source: q back, Tab callers, arrows scroll",
        "Callers and callees: q back, Tab source, arrows scroll",
        "Keys: q back"};
    lines.push_back(
        styled(Reverse, pad(Titles[size_t(picture.state.page)], size.width)));
    size_t height = pageHeight(size);
    size_t last =
        picture.text.size() > height ? picture.text.size() - height : 0;
    size_t first = std::min(picture.state.firstLine, last);
    for (size_t i = first; i < first + height; ++i)
      add(i < picture.text.size() ? picture.text[i] : "");
  }

  void foot() {
    const WatchState &state = picture.state;
    if (state.typed) {
      add("Filter (Enter: use, Esc: leave): " + *state.typed +
          (state.message.empty() ? "" : "  " + state.message));
      return;
    }
    if (!state.message.empty()) {
      add(state.message);
      return;
    }
    if (state.page == Page::Table && state.selected && !picture.rows.empty()) {
      add(wholePlace(picture.places[*state.selected], state.granularity));
      return;
    }
    add("q quit  <> sort  l lens  c cum  g lines/functions  f filter  p pause  "
        "+- interval  Enter source  ? help",
        colour ? Dim : nullptr);
  }

  const Picture &picture;
  const ScreenSize &size;
  bool colour;
  std::vector<std::string> lines;
};

} // namespace

size_t pageHeight(const ScreenSize &size) {
  size_t taken = HeadLines + FootLines;
  return size.height > taken ? size.height - taken : 1;
}

std::vector<std::string> drawScreen(const Picture &picture,
                                    const ScreenSize &size, bool colour) {
  return Drawing(picture, size, colour).draw();
}

void printSnapshot(Buffer &out, const Picture &picture, size_t most) {
  std::vector<const ColumnInfo *> columns;
  for (const ColumnInfo &column : Columns)
    columns.push_back(&column);
  print(out, "{}\n", titleLine(picture, false));
  if (!picture.watched.trouble.empty())
    print(out, "{}\n", printable(picture.watched.trouble));
  if (picture.model.isEmpty())
    return;
  print(out, "{}\n{}\n{}\n", totalsLine(picture), orderText(picture),
        headings(picture, columns));
  size_t count =
      most == 0 ? picture.rows.size() : std::min(most, picture.rows.size());
  for (size_t i = 0; i < count; ++i) {
    const WatchModel::Row &row = picture.model.rows()[picture.rows[i]];
    print(out, " ");
    for (const ColumnInfo *column : columns)
      print(out, "{:>{}} ", cell(picture, row, *column), ColumnWidth);
    print(out, "{}{}{}\n",
          wholePlace(picture.places[row.now.place], picture.state.granularity),
          row.now.kind.empty() ? "" : "  ", row.now.kind);
  }
  if (count < picture.rows.size())
    print(out, " and {} more (-nodecount=0 shows all)\n",
          picture.rows.size() - count);
}

} // namespace allocsites
