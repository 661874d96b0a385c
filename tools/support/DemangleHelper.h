// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A process aside that demangles the names one should not trust: some hundred
// characters can be made to expand to terabytes, and the C++ library's
// demangler has no limit of time or output.
#ifndef ALLOCSITES_SUPPORT_DEMANGLEHELPER_H
#define ALLOCSITES_SUPPORT_DEMANGLEHELPER_H

#include <string>
#include <sys/types.h>

namespace allocsites {

class DemangleHelper {
public:
  /// The demangled name, or "" if it is none, takes too long or becomes too
  /// long. After a few that took too long it tries no more.
  std::string demangle(const std::string &name);

  ~DemangleHelper() { stop(); }

private:
  bool start();
  void stop();
  bool exchange(const std::string &name, std::string &answer);
  bool receive(void *to, size_t size, int milliseconds);

  pid_t child = 0;
  int channel = -1;
  int failures = 0;
};

/// The library's demangler as it is; "" if \p name is no C++ linkage name.
std::string demangleUnguarded(const std::string &name);

/// Longer results are not wanted.
inline constexpr size_t LongestDemangled = 64 << 10;

} // namespace allocsites

#endif
