// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plain control sequences and termios: what is needed is so little that a
// library would be the larger part. See also: termios(3), ECMA-48.
#include "watch/Terminal.h"

#include "render/Style.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace allocsites {

namespace {

/// Alternate screen, no cursor, no line wrap; and back.
constexpr char Enter[] = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr char Leave[] = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Those that end the program if nobody cares.
constexpr int Asking[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr int Fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr int Telling[] = {SIGWINCH, SIGTSTP, SIGCONT};

constexpr int EscapePatienceMs = 50;

// For handlers.
termios before;
volatile sig_atomic_t taken = 0;
int wakeRead = -1, wakeWrite = -1;

void writeAll(const char *text, size_t size) {
  while (size > 0) {
    ssize_t count = write(STDOUT_FILENO, text, size);
    if (count < 0 && errno == EAGAIN) {
      pollfd file{STDOUT_FILENO, POLLOUT, 0};
      poll(&file, 1, 1000);
    } else if (count < 0 && errno != EINTR) {
      return;
    } else if (count > 0) {
      text += count;
      size -= size_t(count);
    }
  }
}

void take() {
  termios raw = before;
  raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN);
  raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR);
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
  taken = 1;
  writeAll(Enter, sizeof(Enter) - 1);
}

/// Async-signal-safe.
void giveBack() {
  if (!taken)
    return;
  taken = 0;
  writeAll(Leave, sizeof(Leave) - 1);
  tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

void onFatal(int number) {
  giveBack();
  signal(number, SIG_DFL);
  raise(number);
}

void onOther(int number) {
  int saved = errno;
  auto byte = (unsigned char)number;
  if (write(wakeWrite, &byte, 1) < 0) {
    // Full: there is enough to wake up for.
  }
  errno = saved;
}

/// Handlers of a kind, and what was there before.
template <size_t Count> class Handlers {
public:
  Handlers(const int (&numbers)[Count], void (*handler)(int), int flags)
      : numbers(numbers) {
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = flags;
    for (size_t i = 0; i < Count; ++i)
      sigaction(numbers[i], &action, &previous[i]);
  }
  ~Handlers() {
    for (size_t i = 0; i < Count; ++i)
      sigaction(numbers[i], &previous[i], nullptr);
  }

private:
  const int (&numbers)[Count];
  struct sigaction previous[Count];
};

struct AllHandlers {
  Handlers<std::size(Asking)> asking{Asking, onOther, 0};
  Handlers<std::size(Telling)> telling{Telling, onOther, 0};
  Handlers<std::size(Fatal)> fatal{Fatal, onFatal, int(SA_RESETHAND)};
};
std::unique_ptr<AllHandlers> handlers;

} // namespace

bool Terminal::isThere() {
  const char *type = std::getenv("TERM");
  return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && type && *type &&
         std::strcmp(type, "dumb") != 0;
}

Result<std::unique_ptr<Terminal>> Terminal::open() {
  int ends[2];
  if (tcgetattr(STDIN_FILENO, &before) != 0 ||
      pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
    return Error{std::string("cannot use the terminal: ") +
                 std::strerror(errno) + "; -once prints without one"};
  wakeRead = ends[0];
  wakeWrite = ends[1];
  handlers = std::make_unique<AllHandlers>();
  take();
  return std::unique_ptr<Terminal>(new Terminal());
}

Terminal::~Terminal() {
  giveBack();
  handlers.reset();
  close(wakeRead);
  close(wakeWrite);
}

ScreenSize Terminal::size() const {
  winsize window{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) != 0 || window.ws_col == 0 ||
      window.ws_row == 0)
    return {};
  return {window.ws_col, window.ws_row};
}

void Terminal::show(const std::vector<std::string> &lines) {
  std::string out;
  if (shown.empty())
    out += "\x1b[2J";
  for (size_t i = 0; i < lines.size(); ++i)
    if (i >= shown.size() || shown[i] != lines[i])
      out += fmt::format("\x1b[{};1H\x1b[0m{}\x1b[K", i + 1, lines[i]);
  for (size_t i = lines.size(); i < shown.size(); ++i)
    out += fmt::format("\x1b[{};1H\x1b[0m\x1b[K", i + 1);
  writeAll(out.data(), out.size());
  shown = lines;
}

void Terminal::suspend() {
  giveBack();
  raise(SIGSTOP);
  tcgetattr(STDIN_FILENO, &before);
  take();
  forget();
}

void Terminal::takeSignals(Event &event) {
  unsigned char number = 0;
  while (read(wakeRead, &number, 1) == 1)
    switch (number) {
    case SIGWINCH:
      event.resized = true;
      break;
    case SIGTSTP:
      event.keys.push_back({KeyKind::Suspend});
      break;
    case SIGCONT:
      // Somebody may have used the terminal meanwhile.
      event.keys.push_back({KeyKind::Redraw});
      break;
    default:
      event.signal = number;
    }
  if (event.resized)
    forget();
}

Terminal::Event Terminal::wait(int milliseconds, int descriptor) {
  Event event;
  pollfd files[] = {{STDIN_FILENO, POLLIN, 0},
                    {wakeRead, POLLIN, 0},
                    {descriptor, POLLIN, 0}};
  if (!pending.empty())
    milliseconds = EscapePatienceMs;
  int ready = poll(files, std::size(files), milliseconds);
  bool more = false;
  if (ready > 0 && files[0].revents != 0) {
    char bytes[256];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof(bytes));
    event.closed =
        count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN);
    if (count > 0) {
      pending.append(bytes, size_t(count));
      more = true;
    }
  }
  event.keys = takeKeys(pending, !more);
  takeSignals(event);
  event.readable = ready > 0 && files[2].revents != 0;
  return event;
}

} // namespace allocsites
