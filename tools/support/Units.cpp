// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support/Units.h"

#include <cmath>
#include <ctime>
#include <fmt/format.h>

namespace allocsites {

std::string formatBytes(uint64_t bytes) {
  static constexpr const char *Names[] = {"B",  "kB", "MB", "GB",
                                          "TB", "PB", "EB"};
  double value = double(bytes);
  size_t unit = 0;
  for (; value >= 1024 && unit + 1 < std::size(Names); ++unit)
    value /= 1024;
  std::string text = fmt::format("{:.2f}", value);
  if (text.ends_with(".00"))
    text.resize(text.size() - 3);
  return text + Names[unit];
}

std::string formatPercent(int64_t value, int64_t total) {
  if (value == 0 || total == 0)
    return "    0%";
  double ratio = double(value) / double(total) * 100;
  if (ratio >= 99.95 && ratio <= 100.05)
    return "  100%";
  if (std::abs(ratio) >= 1)
    return fmt::format("{:5.2f}%", ratio);
  return fmt::format("{:5.2g}%", ratio);
}

std::string formatShortPercent(int64_t value, int64_t total) {
  std::string text = formatPercent(value, total);
  return text.substr(text.find_first_not_of(' '));
}

std::string formatTime(uint64_t nanosecondsSince1970) {
  time_t seconds = time_t(nanosecondsSince1970 / 1'000'000'000);
  tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  size_t length =
      std::strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &parts);
  return {text, length};
}

std::string formatCount(uint64_t count, const char *noun, const char *plural) {
  if (count == 1)
    return fmt::format("1 {}", noun);
  return plural ? fmt::format("{} {}", count, plural)
                : fmt::format("{} {}s", count, noun);
}

} // namespace allocsites
