// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites watch: a running program's profile, read again and again.
#include "cli/HeldOutput.h"
#include "cli/Recording.h"
#include "cli/Verbs.h"
#include "watch/Controls.h"
#include "watch/Target.h"
#include "watch/Terminal.h"
#include "watch/Watcher.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <thread>

namespace allocsites {

namespace {

using Clock = std::chrono::steady_clock;

/// How often a profile that must appear is looked for.
constexpr std::chrono::milliseconds SearchBeat(50);

Clock::duration secondsOf(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(seconds));
}

/// The program that watch started itself.
struct Started {
  Started(const Arguments &command, Recording plan,
          const LaunchStreams &streams)
      : command(command), recording(std::move(plan)),
        hunt(recording.pattern, recording.runId),
        program(command, recording.variables, streams) {}

  /// Its profile, once it is there.
  std::optional<std::string> profile() const {
    auto found = hunt.find(uint32_t(program.result().pid));
    if (found.ours.empty())
      return std::nullopt;
    return found.ours.front();
  }

  Arguments command;
  Recording recording;
  ProfileHunt hunt;
  Launched program;
};

class Watch : public Verb {
public:
  bool takesCommand() const override { return true; }
  bool commandNeedsDashes() const override { return true; }

  void addOptions(CLI::App &app) override {
    app.add_option("FILE", target,
                   "A profile, a process's number, or a regular expression for "
                   "command lines of running programs (default: the newest "
                   "*.allocs here)")
        ->type_name("");
    addViewOptions(app, options);
    const char *group = "How often";
    app.add_option("--interval", interval,
                   "Seconds between readings (default 1)")
        ->type_name("SECONDS")
        ->check(CLI::Range(ShortestInterval, LongestInterval))
        ->group(group);
    app.add_flag("--once", once, "Print one snapshot, as into a pipe")
        ->group(group);
    app.add_option("--count", count,
                   "Print N snapshots (default, into a pipe: until the program "
                   "ends)")
        ->type_name("N")
        ->check(CLI::Range(uint64_t(1), uint64_t(1) << 53))
        ->group(group);
    app.add_option("--record", recordOptions.pattern,
                   "Where the profile of PROGRAM goes, as 'run -o'")
        ->type_name("FILE")
        ->group("Starting a program");
    addRecordOptions(app, recordOptions);
    app.get_option("--live")->group("Starting a program");
    app.get_option("--options")->group("Starting a program");
  }

  Result<int> execute(const Arguments &command) override {
    Result<WatchState> state = initialState();
    if (!state)
      return state.error();
    Result<std::unique_ptr<Watcher>> created =
        Watcher::create(options, std::move(*state));
    if (!created)
      return created.error();
    watcher = std::move(*created);
    bool onScreen = Terminal::isThere() && !plain();
    if (!command.empty())
      return startAndWatch(command, onScreen);
    Result<Target> chosen = chooseTarget(target);
    if (!chosen)
      return chosen.error();
    if (!chosen->remark.empty() && !onScreen)
      note(chosen->remark);
    watcher->follow(chosen->path);
    watcher->refresh();
    if (watcher->model.isEmpty())
      return Error{watcher->watched.trouble};
    watcher->state.message = chosen->remark;
    Result<int> signal =
        onScreen ? showScreen(nullptr, nullptr) : printSnapshots(nullptr);
    if (!signal || *signal == 0)
      return signal;
    raise(*signal);
    return 128 + *signal; // It is ignored.
  }

private:
  bool plain() const {
    return once || count != 0 || options.json || !options.output.empty();
  }

  Result<WatchState> initialState() const {
    WatchState state;
    state.interval = interval;
    state.key = options.cum ? SortKey::Cum : SortKey::Flat;
    state.granularity = options.functions ? Granularity::Functions
                        : options.byFile  ? Granularity::Files
                                          : Granularity::Lines;
    if (options.columns)
      return Error{"watch: knows no -columns; give -lines, -functions or "
                   "-files"};
    state.sort = once ? Column::AllocSpace : Column::SpaceRate;
    std::optional<Lens> wanted = parseLens(options.sampleIndex);
    for (const LensInfo &lens : Lenses)
      if (options.lensShortcuts[size_t(lens.lens)])
        wanted = lens.lens;
    if (!wanted)
      return state;
    for (const ColumnInfo &column : Columns)
      if (column.lens == *wanted && !column.isRate) {
        state.sort = column.column;
        return state;
      }
    return Error{fmt::format("watch: does not sort by {}; give alloc_objects, "
                             "alloc_space, inuse_objects or inuse_space",
                             info(*wanted).name)};
  }

  Result<int> startAndWatch(const Arguments &command, bool onScreen) {
    if (!target.empty())
      return Error{
          fmt::format("watch: '{}' and a program to start; give one", target)};
    Result<Recording> recording = planRecording(recordOptions, "watch");
    if (!recording)
      return recording.error();
    std::optional<HeldOutput> held;
    LaunchStreams streams{-1, STDERR_FILENO, -1}; // Our output is ours.
    if (onScreen) {
      Result<HeldOutput> created = HeldOutput::create();
      if (!created)
        return created.error();
      held.emplace(std::move(*created));
      streams = held->streams();
    }
    Started started(command, std::move(*recording), streams);
    if (held)
      held->started();
    if (started.program.result().pid == 0) {
      note(fmt::format("{}: {}", command[0], started.program.result().problem));
      return started.program.result().status;
    }
    watcher->watched.name = command[0];
    Result<int> signal =
        onScreen ? showScreen(&started, &*held) : printSnapshots(&started);
    if (signal && *signal != 0)
      started.program.signal(*signal);
    if (held) {
      if (!started.program.hasEnded())
        note(fmt::format("{} goes on; Ctrl-C stops it", command[0]));
      held->release(started.program);
    }
    started.program.waitForEnd();
    if (!signal)
      note(signal.error().message); // The program's status comes first.
    else if (watcher->model.isEmpty() && !started.profile())
      explainNoProfile(
          command, started.recording,
          started.hunt.find(uint32_t(started.program.result().pid)));
    return started.program.result().status;
  }

  /// True once there is something to read.
  bool found(Started *started) {
    if (!started || hasProfile)
      return true;
    if (std::optional<std::string> path = started->profile()) {
      watcher->follow(*path);
      hasProfile = true;
    }
    return hasProfile;
  }

  /// Until the user has enough, or a signal asks to end: its number.
  Result<int> showScreen(Started *started, HeldOutput *held) {
    Result<std::unique_ptr<Terminal>> terminal = Terminal::open();
    if (!terminal)
      return terminal.error();
    Terminal &screen = **terminal;
    WatchState &state = watcher->state;
    auto lastRead = Clock::now();
    bool wasRead = !watcher->model.isEmpty();
    while (!state.quit) {
      auto due = lastRead + secondsOf(watcher->interval());
      bool isDue = !state.paused && (Clock::now() >= due || !wasRead);
      // Asked before the search: a program may end and leave its profile
      // between the two.
      bool ended = started && started->program.hasEnded();
      bool exists = found(started);
      if (exists && (isDue || state.refresh)) {
        watcher->refresh();
        lastRead = Clock::now();
        due = lastRead + secondsOf(watcher->interval());
        wasRead = true;
      }
      if (!exists && ended)
        break;
      ScreenSize size = screen.size();
      watcher->update(pageHeight(size));
      screen.show(drawScreen(watcher->picture(), size, wantsColour(options)));
      auto until = exists ? due : Clock::now() + SearchBeat;
      auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                      until - Clock::now())
                      .count();
      bool waitsForKeys = exists && state.paused;
      Terminal::Event event =
          screen.wait(waitsForKeys ? -1 : int(std::max<int64_t>(left, 0)) + 1,
                      held ? held->descriptor() : -1);
      if (event.signal != 0)
        return event.signal;
      if (event.closed)
        return SIGHUP;
      if (event.readable)
        held->take();
      for (const Key &key : event.keys) {
        press(key, state, watcher->model, watcher->rows,
              {pageHeight(size), watcher->text.size()});
        watcher->update(pageHeight(size));
      }
      if (std::exchange(state.redraw, false))
        screen.forget();
      if (std::exchange(state.suspend, false))
        screen.suspend();
    }
    return 0;
  }

  Result<int> printSnapshots(Started *started) {
    uint64_t most = once ? 1 : count;
    for (uint64_t printed = 0; most == 0 || printed < most;) {
      bool ended = started && started->program.hasEnded();
      if (!found(started)) {
        if (ended)
          break;
        std::this_thread::sleep_for(SearchBeat);
        continue;
      }
      // The first was read to see whether there is anything.
      if (printed != 0 || watcher->model.isEmpty())
        watcher->refresh();
      if (Result<void> done = printOne(printed == 0); !done)
        return done.error();
      ++printed;
      if (watcher->watched.state == ProgramState::Ended && most == 0)
        break;
      if (most == 0 || printed < most)
        std::this_thread::sleep_for(secondsOf(watcher->interval()));
    }
    return 0;
  }

  Result<void> printOne(bool isFirst) {
    constexpr size_t Usual = 20;
    watcher->update(0);
    Buffer out;
    size_t most = options.nodeCount >= 0 ? size_t(options.nodeCount)
                  : options.json         ? 0
                                         : Usual;
    if (options.json)
      printSnapshotJson(out, watcher->picture(), most);
    else {
      if (!isFirst && options.output.empty())
        print(out, "\n");
      printSnapshot(out, watcher->picture(), most);
    }
    return writeReport(options, out);
  }

  ReportOptions options;
  RecordOptions recordOptions;
  std::string target;
  double interval = 1;
  bool once = false;
  uint64_t count = 0;
  std::unique_ptr<Watcher> watcher;
  bool hasProfile = false;
};

} // namespace

const VerbInfo WatchVerb = {
    "watch", "[flags] [FILE|PID|REGEX] | [flags] -- PROGRAM [ARGUMENTS...]",
    "Live view of a running program: rates, totals and what is in use",
    "On a terminal the keys are those of top: q quits, ? shows all. Into a "
    "pipe one\nsnapshot is printed each interval. The program is not stopped "
    "nor signalled: its\nprofile is read while it is written.\n\n"
    "Examples:\n"
    "  allocsites watch                      the newest profile here\n"
    "  allocsites watch 4242                 process 4242, wherever its "
    "profile "
    "is\n"
    "  allocsites watch 'server --port'      the program with that command "
    "line\n"
    "  allocsites watch -- ./app --its --flags\n"
    "  allocsites watch -once -inuse_space 4242 | head\n"
    "  allocsites watch --json -count=60 4242 > minute.jsonl\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Watch>(); }};

} // namespace allocsites
