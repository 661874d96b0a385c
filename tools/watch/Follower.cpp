// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/Follower.h"

#include "support/Path.h"
#include "support/ProcessInfo.h"

#include <ctime>
#include <unistd.h>

namespace allocsites {

namespace {

uint64_t clockNs(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return uint64_t(now.tv_sec) * 1'000'000'000 + uint64_t(now.tv_nsec);
}

bool isRunning(const ProfileWriter &writer) {
  uint64_t start = processStart(writer.pid);
  return start != 0 &&
         (writer.processStart == 0 || writer.processStart == start);
}

bool isOfThisHost(const Run &run) {
  char name[256] = {};
  return run.host.empty() || gethostname(name, sizeof(name) - 1) != 0 ||
         run.host == name;
}

} // namespace

Follower::Reading Follower::read(Watched &watched, Granularity granularity) {
  Reading reading;
  watched.trouble.clear();
  std::optional<ProfileWriter> now = readWriter(path);
  if (!now && writer) {
    watched.trouble =
        access(path.c_str(), F_OK) != 0
            ? path + ": was deleted; this is what was read last"
            : path + ": is no profile any more; this is what was read last";
    if (!isRunning(*writer))
      watched.state = ProgramState::Ended;
    return reading;
  }
  reading.isAnotherRun = writer && now != writer;
  if (reading.isAnotherRun)
    final = false;
  writer = now;
  // Whether it runs is asked before its profile is read: what is read after its
  // end is all there will be.
  bool running = writer && isRunning(*writer);
  if (final && !running) {
    watched.trouble = warning;
    return reading;
  }
  watched.state = running ? ProgramState::Running : ProgramState::Ended;
  uint64_t before = clockNs(CLOCK_MONOTONIC);
  reading.timeNs = before;
  reading.session = readSession(watched, granularity);
  watched.readSeconds = double(clockNs(CLOCK_MONOTONIC) - before) / 1e9;
  if (reading.session)
    final = watched.state == ProgramState::Ended;
  return reading;
}

std::unique_ptr<Session> Follower::readSession(Watched &watched,
                                               Granularity granularity) {
  auto fail = [&](const Error &error) {
    watched.trouble = error.message;
    return nullptr;
  };
  bool running = watched.state == ProgramState::Running;
  ModelBuilder builder;
  if (Result<void> done = readProfile(
          path, builder, running ? Liveness::Running : Liveness::Unknown,
          Contents::Counts);
      !done)
    return fail(done.error());
  Result<std::unique_ptr<Session>> session =
      makeSession(options, plan, builder.take(), &names);
  if (!session)
    return fail(session.error());
  (*session)->context->granularity = granularity;
  const Model &model = (*session)->model;
  const Run &run = model.runs.front();
  watched.name = baseName(run.exe.empty() ? path : run.exe);
  watched.pid = run.pid;
  if (!isOfThisHost(run))
    watched.state = ProgramState::Elsewhere;
  uint64_t now = clockNs(CLOCK_REALTIME);
  watched.runningSeconds = now > run.startTimeNs && run.startTimeNs != 0
                               ? double(now - run.startTimeNs) / 1e9
                               : 0;
  warning = model.warnings.empty() ? "" : model.warnings.front();
  watched.trouble = warning;
  return std::move(*session);
}

} // namespace allocsites
