// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Controls.h"

#include "support/Units.h"

#include <algorithm>
#include <fmt/format.h>

namespace allocsites {

namespace {

constexpr double Intervals[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300};

void sortBy(WatchState &state, Column column) {
  state.sort = column;
  state.message = fmt::format("sorted by {}", info(column).name);
}

void moveSort(WatchState &state, int step) {
  size_t count = Columns.size();
  sortBy(state, Column((size_t(state.sort) + count + size_t(step)) % count));
}

void changeInterval(WatchState &state, bool longer) {
  const double *next = nullptr;
  for (const double &each : Intervals)
    if (longer ? each > state.interval && !next : each < state.interval)
      next = &each;
  if (next)
    state.interval = *next;
  state.message = fmt::format("every {} s", state.interval);
}

void nextGranularity(WatchState &state) {
  switch (state.granularity) {
  case Granularity::Lines:
    state.granularity = Granularity::Functions;
    break;
  case Granularity::Functions:
    state.granularity = Granularity::Files;
    break;
  default:
    state.granularity = Granularity::Lines;
  }
  state.selected.reset();
  state.firstShown = 0;
  state.refresh = state.regranulate = true;
  state.message = fmt::format("by {}", granularityName(state.granularity));
}

void type(const Key &key, WatchState &state) {
  std::string &text = *state.typed;
  switch (key.kind) {
  case KeyKind::Text:
    text += key.text;
    break;
  case KeyKind::Backspace:
    while (!text.empty() && (text.back() & 0xC0) == 0x80)
      text.pop_back();
    if (!text.empty())
      text.pop_back();
    break;
  case KeyKind::ClearLine:
    text.clear();
    break;
  case KeyKind::Escape:
    state.typed.reset();
    break;
  case KeyKind::Enter: {
    Result<Regex> regex = Regex::compile(text);
    if (!regex) {
      state.message = regex.error().message;
      break;
    }
    state.filter = text.empty() ? std::nullopt : std::optional(*regex);
    state.firstShown = 0;
    state.selected.reset();
    state.typed.reset();
    break;
  }
  default:
    break;
  }
}

/// Where a key that moves takes \p at among \p count; unchanged by others.
size_t moved(size_t at, KeyKind kind, size_t count, size_t height) {
  size_t last = count == 0 ? 0 : count - 1, page = std::max<size_t>(height, 1);
  switch (kind) {
  case KeyKind::Up:
    return at == 0 ? 0 : at - 1;
  case KeyKind::Down:
    return std::min(at + 1, last);
  case KeyKind::PageUp:
    return at < page ? 0 : at - page;
  case KeyKind::PageDown:
    return std::min(at + page, last);
  case KeyKind::Home:
    return 0;
  case KeyKind::End:
    return last;
  default:
    return at;
  }
}

void openDetail(WatchState &state, const WatchModel &model,
                const std::vector<uint32_t> &rows, Page page) {
  if (rows.empty())
    return;
  state.detail =
      model.rows()[rows[selectedIndex(model, rows, state)]].now.place;
  state.page = page;
  state.firstLine = 0;
}

/// Keys of all pages but those that leave one.
void pressCommon(char key, WatchState &state) {
  switch (key) {
  case 's':
  case '>':
    moveSort(state, 1);
    break;
  case '<':
    moveSort(state, -1);
    break;
  case 'l':
    sortBy(state, info(state.sort).sibling);
    break;
  case 'c':
    state.key = state.key == SortKey::Flat ? SortKey::Cum : SortKey::Flat;
    state.message = state.key == SortKey::Cum
                        ? "cum: with all that is called"
                        : "flat: what the place itself allocates";
    break;
  case 'g':
    if (state.page == Page::Table)
      nextGranularity(state);
    break;
  case 'f':
  case '/':
    state.typed = state.filter ? state.filter->pattern() : "";
    break;
  case 'p':
    state.paused = !state.paused;
    break;
  case ' ':
    state.refresh = true;
    break;
  case '+':
  case '=':
    changeInterval(state, true);
    break;
  case '-':
    changeInterval(state, false);
    break;
  case '?':
  case 'h':
    state.page = Page::Help;
    state.firstLine = 0;
    break;
  default:
    state.message = "? shows what the keys do";
  }
}

void pressText(const Key &key, WatchState &state, const Extent &extent) {
  bool leaves = key.kind == KeyKind::Escape || key.kind == KeyKind::Backspace ||
                key.kind == KeyKind::Enter ||
                (key.kind == KeyKind::Text && key.text == "q");
  if (leaves) {
    state.page = Page::Table;
    state.detail.reset();
  } else if (key.kind == KeyKind::Tab && state.page != Page::Help) {
    state.page = state.page == Page::Source ? Page::Callers : Page::Source;
    state.firstLine = 0;
  } else if (key.kind == KeyKind::Text) {
    pressCommon(key.text[0], state);
  } else {
    // The last line at the bottom is the end.
    size_t places =
        extent.lines < extent.height ? 1 : extent.lines - extent.height + 1;
    state.firstLine = moved(std::min(state.firstLine, places - 1), key.kind,
                            places, extent.height);
  }
}

void pressTable(const Key &key, WatchState &state, const WatchModel &model,
                const std::vector<uint32_t> &rows, size_t height) {
  size_t at = selectedIndex(model, rows, state);
  switch (key.kind) {
  case KeyKind::Text:
    if (key.text == "q")
      state.quit = true;
    else
      pressCommon(key.text[0], state);
    break;
  case KeyKind::Left:
  case KeyKind::Right:
    moveSort(state, key.kind == KeyKind::Right ? 1 : -1);
    break;
  case KeyKind::Enter:
    openDetail(state, model, rows, Page::Source);
    break;
  case KeyKind::Tab:
    openDetail(state, model, rows, Page::Callers);
    break;
  case KeyKind::Home:
    state.selected.reset();
    state.firstShown = 0;
    break;
  default: {
    size_t next = moved(at, key.kind, rows.size(), height);
    if (next == at)
      break;
    state.selected = model.rows()[rows[next]].now.place;
    state.firstShown = std::clamp(
        state.firstShown, next + 1 > height ? next + 1 - height : 0, next);
  }
  }
}

} // namespace

void press(const Key &key, WatchState &state, const WatchModel &model,
           const std::vector<uint32_t> &rows, const Extent &extent) {
  state.message.clear();
  if (key.kind == KeyKind::Interrupt)
    state.quit = true;
  else if (key.kind == KeyKind::Suspend)
    state.suspend = true;
  else if (key.kind == KeyKind::Redraw)
    state.redraw = true;
  else if (state.typed)
    type(key, state);
  else if (state.page == Page::Table)
    pressTable(key, state, model, rows, extent.height);
  else
    pressText(key, state, extent);
}

const std::vector<std::pair<std::string, std::string>> &keyHelp() {
  static const std::vector<std::pair<std::string, std::string>> Help = {
      {"q, Ctrl-C", "quit; of source, callers and this: back to the table"},
      {"< > s", "sort by the column before, after (arrows left and right too)"},
      {"l", "switch between allocations and bytes"},
      {"c", "flat (the place itself) or cum (with all that it calls)"},
      {"g", "by line, by function, by file"},
      {"f /", "show what matches a regular expression: function, file or kind"},
      {"p", "pause: the program goes on, the screen stays"},
      {"space", "read now"},
      {"+ -", "read less often, more often"},
      {"arrows, PgUp, PgDn, Home, End", "choose a row, scroll"},
      {"Enter", "source of the row's function, with counts beside its lines"},
      {"Tab", "callers and callees of the row; between these and the source"},
      {"Ctrl-L, Ctrl-Z", "draw the screen anew; stop, until fg"},
      {"? h", "this"},
  };
  return Help;
}

} // namespace allocsites
