// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/HeldOutput.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace allocsites {

namespace {

constexpr int AskForEndMs = 50;

void closeIt(int &descriptor) {
  if (descriptor >= 0)
    close(descriptor);
  descriptor = -1;
}

} // namespace

Result<HeldOutput> HeldOutput::create() {
  HeldOutput output;
  int ends[2] = {-1, -1};
  output.kept = std::tmpfile();
  output.nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (!output.kept || output.nothing < 0 || pipe2(ends, O_CLOEXEC) != 0)
    return Error{std::string("cannot keep what the program prints: ") +
                 std::strerror(errno)};
  output.readEnd = ends[0];
  output.writeEnd = ends[1];
  fcntl(output.readEnd, F_SETFL, O_NONBLOCK);
  return output;
}

HeldOutput::HeldOutput(HeldOutput &&other) noexcept
    : nothing(std::exchange(other.nothing, -1)),
      readEnd(std::exchange(other.readEnd, -1)),
      writeEnd(std::exchange(other.writeEnd, -1)),
      kept(std::exchange(other.kept, nullptr)) {}

HeldOutput::~HeldOutput() {
  closeIt(nothing);
  closeIt(readEnd);
  closeIt(writeEnd);
  if (kept)
    std::fclose(kept);
}

void HeldOutput::started() {
  closeIt(nothing);
  closeIt(writeEnd);
}

void HeldOutput::take() {
  char bytes[1 << 16];
  while (readEnd >= 0) {
    ssize_t count = read(readEnd, bytes, sizeof(bytes));
    if (count > 0) {
      std::fwrite(bytes, 1, size_t(count), kept ? kept : stdout);
      continue;
    }
    if (count < 0 && errno == EINTR)
      continue;
    if (count == 0)
      closeIt(readEnd);
    break;
  }
  if (!kept)
    std::fflush(stdout);
}

void HeldOutput::release(Launched &program) {
  std::rewind(kept);
  char bytes[1 << 16];
  while (size_t count = std::fread(bytes, 1, sizeof(bytes), kept))
    std::fwrite(bytes, 1, count, stdout);
  std::fclose(std::exchange(kept, nullptr));
  // Its end is not that of the output: a child of it may go on and hold it.
  for (bool ended = false; !ended;) {
    ended = program.hasEnded();
    pollfd file{readEnd, POLLIN, 0};
    if (!ended)
      poll(&file, 1, AskForEndMs);
    take();
  }
}

} // namespace allocsites
