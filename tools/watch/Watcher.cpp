// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Watcher.h"

#include "model/Neighbours.h"
#include "render/ListText.h"
#include "render/PeekText.h"
#include "watch/Controls.h"

#include <algorithm>

namespace allocsites {

namespace {

/// One part of the time for reading, that many for the rest.
constexpr double RestToReading = 4;

std::vector<std::string> linesOf(const Buffer &buffer) {
  std::vector<std::string> lines;
  std::string_view rest(buffer.data(), buffer.size());
  while (!rest.empty()) {
    size_t end = std::min(rest.find('\n'), rest.size());
    lines.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

std::vector<std::string> helpText() {
  std::vector<std::string> lines{""};
  for (const auto &[key, meaning] : keyHelp())
    lines.push_back(fmt::format("  {:<31} {}", key, meaning));
  lines.insert(lines.end(),
               {"",
                "  Numbers are of the row itself (flat) or with all that it "
                "calls (cum). Rates are",
                "  those between the last two readings; '*' marks the column "
                "that sorts, '.' is zero,",
                "  '-' is not known. The program is never stopped nor "
                "signalled: its profile is read."});
  return lines;
}

} // namespace

Result<std::unique_ptr<Watcher>> Watcher::create(const ReportOptions &options,
                                                 WatchState state) {
  Result<std::shared_ptr<const ViewPlan>> plan = planView(options);
  if (!plan)
    return plan.error();
  Result<SourceSearch> search = sourceSearch(options);
  if (!search)
    return search.error();
  return std::unique_ptr<Watcher>(
      new Watcher(options, *plan, std::move(*search), std::move(state)));
}

double Watcher::interval() const {
  return std::max(state.interval, watched.readSeconds * RestToReading);
}

void Watcher::refresh() {
  state.refresh = false;
  Follower::Reading reading = follower.read(watched, state.granularity);
  if (reading.isAnotherRun) {
    model.restart();
    watched.trouble = "another run has replaced the profile; its counts start "
                      "anew";
  }
  if (reading.session) {
    session = std::move(reading.session);
  } else if (session) {
    // What was read last, perhaps by another granularity.
    session->context->granularity = state.granularity;
    if (!state.regranulate)
      return;
  } else {
    return;
  }
  state.regranulate = false;
  ReportContext &context = *session->context;
  context.colour = false;
  model.take(takeSample(context, *session->view, info(state.sort).lens, places,
                        reading.timeNs));
}

void Watcher::update(size_t height) {
  watched.interval = interval();
  rows = chooseRows(model, places, state);
  if (state.page == Page::Table) {
    textOf.reset();
    text.clear();
    return;
  }
  if (state.page == Page::Help) {
    textOf.reset();
    text = helpText();
    return;
  }
  if (!session || !state.detail)
    return;
  text = makeText();
  std::pair<PlaceId, Page> now{*state.detail, state.page};
  if (textOf != now && state.page == Page::Source)
    scrollTo(places[*state.detail].line, height);
  textOf = now;
}

/// Of the place that is looked at: its function's source, or its neighbours.
std::vector<std::string> Watcher::makeText() {
  const WatchPlace &place = places[*state.detail];
  const Model &profile = session->model;
  ReportContext &context = *session->context;
  Lens lens = info(state.sort).lens;
  context.lens = profile.knows(lens) ? lens : Lens::AllocSpace;
  context.colour = colour;
  auto isOfPlace = [&](const RowPlace &row) {
    return profile.string(row.file) == place.file &&
           (place.linkageName.empty() ||
            profile.nameOf(row.function) == place.linkageName);
  };
  Buffer out;
  if (state.page == Page::Source)
    renderList(out, context,
               listChosen(*session->view, isOfPlace, context.lens, state.key),
               sources);
  else
    renderPeek(out, context,
               neighbourhoods(*session->view, context.granularity, context.lens,
                              state.key, [&](const RowPlace &row) {
                                return isOfPlace(row) &&
                                       (context.granularity !=
                                            Granularity::Lines ||
                                        row.line == place.line);
                              }));
  return linesOf(out);
}

/// Shows a line of the source in the middle of the page.
void Watcher::scrollTo(uint32_t line, size_t height) {
  std::string number = fmt::format(" {:>6}:", line);
  auto found =
      std::find_if(text.begin(), text.end(), [&](const std::string &each) {
        return each.find(number) != std::string::npos;
      });
  if (line == 0 || found == text.end())
    return;
  auto index = size_t(found - text.begin());
  state.firstLine = index > height / 2 ? index - height / 2 : 0;
}

} // namespace allocsites
