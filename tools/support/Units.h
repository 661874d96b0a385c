// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers as pprof prints them.
#ifndef ALLOCSITES_SUPPORT_UNITS_H
#define ALLOCSITES_SUPPORT_UNITS_H

#include <cstdint>
#include <string>

namespace allocsites {

/// 512B, 1.50kB, 24.02MB: the largest unit (of 1024) that leaves at least one.
std::string formatBytes(uint64_t bytes);

/// How large, whatever the sign.
inline uint64_t magnitude(int64_t value) {
  return value < 0 ? -uint64_t(value) : uint64_t(value);
}

/// Five characters (or more if negative) and `%`: "12.34%", "0.01%", "  100%".
std::string formatPercent(int64_t value, int64_t total);

/// The same without leading blanks.
std::string formatShortPercent(int64_t value, int64_t total);

/// "2026-01-31 10:20:30 UTC"
std::string formatTime(uint64_t nanosecondsSince1970);

/// "1 file", "2 files".
std::string formatCount(uint64_t count, const char *noun,
                        const char *plural = nullptr);

} // namespace allocsites

#endif
