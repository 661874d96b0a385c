// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How numbers per operation are written: a quotient of two counts is exact, and
// often endless.
#ifndef ALLOCSITES_PER_OPERATION_H
#define ALLOCSITES_PER_OPERATION_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <string>

namespace allocsites {

/// What columns for people are wide; they grow for what cannot be shortened.
constexpr size_t perOperationWidth = 12;

/// The shortest decimal that reads as this number again.
inline std::string exactly(double value) {
  char text[40];
  for (int digits = 1; digits <= 17; ++digits) {
    snprintf(text, sizeof text, "%.*g", digits, value);
    if (strtod(text, nullptr) == value)
      break;
  }
  // 2e+03 reads badly.
  double size = value < 0 ? -value : value;
  if (size >= 10 && size < 1e15 && strchr(text, 'e'))
    snprintf(text, sizeof text, "%.0f", value);
  return text;
}

/// The same in \p width characters, if need be with fewer digits; longer where
/// that would take a whole number's last digits, or make a fraction whole.
inline std::string fitted(double value, size_t width = perOperationWidth) {
  std::string fits = exactly(value);
  if (strstr(fits.c_str(), "e+"))
    return fits;
  for (int digits = 16; fits.size() > width && digits > 0; --digits) {
    char text[40];
    snprintf(text, sizeof text, "%.*g", digits, value);
    if (!strchr(text, '.') && !strstr(text, "e-"))
      break;
    fits = text;
  }
  return fits;
}

} // namespace allocsites

#endif
