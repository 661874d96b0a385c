// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/Launch.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace allocsites {

namespace {

constexpr int Forwarded[] = {SIGINT, SIGQUIT, SIGTERM,
                             SIGHUP, SIGUSR1, SIGUSR2};
constexpr int NotFound = 127, NotExecutable = 126;

volatile sig_atomic_t childPid = 0;

/// What the terminal sends goes to the whole foreground group, so the child
/// has it already.
void forward(int signal, siginfo_t *info, void *) {
  int saved = errno;
  if (childPid > 0 && info->si_code != SI_KERNEL)
    kill(childPid, signal);
  errno = saved;
}

} // namespace

/// Forwards signals while it lives; holds them back until ready().
class Launched::Forwarding {
public:
  Forwarding() {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &mask);
    struct sigaction ours{};
    ours.sa_sigaction = forward;
    ours.sa_flags = SA_SIGINFO | SA_RESTART;
    for (size_t i = 0; i < std::size(Forwarded); ++i) {
      sigaction(Forwarded[i], nullptr, &before[i]);
      // What is ignored (nohup) stays ignored, for the child too.
      if (before[i].sa_handler != SIG_IGN)
        sigaction(Forwarded[i], &ours, nullptr);
    }
    struct sigaction normal{};
    normal.sa_handler = SIG_DFL;
    sigaction(SIGCHLD, &normal, &beforeChild);
  }
  void ready(pid_t pid) {
    childPid = pid;
    sigprocmask(SIG_SETMASK, &mask, nullptr);
  }
  ~Forwarding() {
    ready(0);
    for (size_t i = 0; i < std::size(Forwarded); ++i)
      sigaction(Forwarded[i], &before[i], nullptr);
    sigaction(SIGCHLD, &beforeChild, nullptr);
  }

  sigset_t mask;

private:
  struct sigaction before[std::size(Forwarded)];
  struct sigaction beforeChild;
};

namespace {

std::vector<char *> pointers(const std::vector<std::string> &texts) {
  std::vector<char *> result;
  for (const std::string &text : texts)
    result.push_back(const_cast<char *>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environmentWith(const Variables &variables) {
  std::vector<std::string> result;
  for (char **entry = environ; *entry; ++entry) {
    std::string text = *entry;
    bool replaced = false;
    for (const auto &[name, value] : variables)
      replaced |= text.starts_with(name + "=");
    if (!replaced)
      result.push_back(std::move(text));
  }
  for (const auto &[name, value] : variables)
    result.push_back(name + "=" + value);
  return result;
}

} // namespace

Launched::Launched(const Arguments &command, const Variables &variables,
                   const LaunchStreams &streams)
    : forwarding(std::make_unique<Forwarding>()) {
  std::vector<std::string> environment = environmentWith(variables);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &forwarding->mask);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const std::pair<int, int> redirected[] = {{streams.input, STDIN_FILENO},
                                            {streams.output, STDOUT_FILENO},
                                            {streams.error, STDERR_FILENO}};
  for (const auto &[from, to] : redirected)
    if (from >= 0)
      posix_spawn_file_actions_adddup2(&actions, from, to);
  pid_t pid = 0;
  int error =
      posix_spawnp(&pid, command[0].c_str(), &actions, &attributes,
                   pointers(command).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    theResult.status = error == ENOENT ? NotFound : NotExecutable;
    theResult.problem = error == ENOENT ? "not found" : std::strerror(error);
    ended = true;
    forwarding.reset();
    return;
  }
  forwarding->ready(pid);
  theResult.pid = pid;
}

Launched::~Launched() = default;

bool Launched::collect(int options) {
  int status = 0;
  pid_t pid;
  while ((pid = waitpid(theResult.pid, &status, options)) < 0 && errno == EINTR)
    ;
  if (pid == 0)
    return false;
  theResult.status =
      WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  forwarding->ready(0); // Its number may soon be another's.
  return ended = true;
}

bool Launched::hasEnded() { return ended || collect(WNOHANG); }

void Launched::waitForEnd() {
  if (!ended)
    collect(0);
}

void Launched::signal(int number) {
  if (!hasEnded())
    kill(theResult.pid, number);
}

LaunchResult launch(const Arguments &command, const Variables &variables) {
  Launched program(command, variables);
  program.waitForEnd();
  return program.result();
}

} // namespace allocsites
