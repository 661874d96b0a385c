// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/DemangleHelper.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace allocsites {

namespace {

constexpr int Patience = 300; // milliseconds a name
constexpr int MostFailures = 3;

bool sendAll(int channel, const void *from, size_t size) {
  auto *bytes = static_cast<const char *>(from);
  while (size > 0) {
    ssize_t count = send(channel, bytes, size, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return false;
    bytes += count;
    size -= size_t(count);
  }
  return true;
}

bool receiveAll(int channel, void *to, size_t size) {
  return size == 0 || recv(channel, to, size, MSG_WAITALL) == ssize_t(size);
}

[[noreturn]] void serve(int channel) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (;;) {
    uint32_t length = 0;
    if (!receiveAll(channel, &length, sizeof(length)))
      _exit(0);
    std::string name(length, '\0');
    if (!receiveAll(channel, name.data(), length))
      _exit(0);
    std::string answer = demangleUnguarded(name);
    if (answer.size() > LongestDemangled)
      answer.clear();
    length = uint32_t(answer.size());
    if (!sendAll(channel, &length, sizeof(length)) ||
        !sendAll(channel, answer.data(), length))
      _exit(0);
  }
}

} // namespace

std::string demangleUnguarded(const std::string &name) {
  int status = 0;
  std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), std::free);
  return status == 0 && text ? std::string(text.get()) : std::string();
}

std::string DemangleHelper::demangle(const std::string &name) {
  if (failures >= MostFailures || (child == 0 && !start()))
    return {};
  std::string answer;
  if (exchange(name, answer))
    return answer;
  ++failures;
  stop();
  return {};
}

bool DemangleHelper::start() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return false;
  child = fork();
  if (child == 0) {
    close(ends[0]);
    serve(ends[1]);
  }
  close(ends[1]);
  channel = ends[0];
  if (child > 0)
    return true;
  child = 0;
  stop();
  failures = MostFailures;
  return false;
}

void DemangleHelper::stop() {
  if (channel >= 0)
    close(channel);
  channel = -1;
  if (child > 0) {
    kill(child, SIGKILL);
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR)
      ;
  }
  child = 0;
}

bool DemangleHelper::exchange(const std::string &name, std::string &answer) {
  uint32_t length = uint32_t(name.size());
  if (!sendAll(channel, &length, sizeof(length)) ||
      !sendAll(channel, name.data(), length) ||
      !receive(&length, sizeof(length), Patience) || length > LongestDemangled)
    return false;
  answer.resize(length);
  return receive(answer.data(), length, Patience);
}

bool DemangleHelper::receive(void *to, size_t size, int milliseconds) {
  if (size == 0)
    return true;
  pollfd wait{channel, POLLIN, 0};
  int ready;
  do
    ready = poll(&wait, 1, milliseconds);
  while (ready < 0 && errno == EINTR);
  return ready > 0 && receiveAll(channel, to, size);
}

} // namespace allocsites
