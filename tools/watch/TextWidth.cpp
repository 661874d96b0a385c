// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "watch/TextWidth.h"

#include <clocale>
#include <cstdint>
#include <cwchar>

namespace allocsites {

namespace {

constexpr size_t TabWidth = 8;

/// The C library's knowledge of widths, whatever the user's locale.
class Utf8 {
public:
  Utf8() : before(uselocale(locale())) {}
  ~Utf8() { uselocale(before); }

  /// One character off \p text; its columns, or -1 if it is not to be shown.
  int take(std::string_view &text) {
    mbstate_t state{};
    wchar_t character = 0;
    size_t length = mbrtowc(&character, text.data(), text.size(), &state);
    bool bad = length == 0 || length > text.size();
    text.remove_prefix(bad ? 1 : length);
    return bad ? -1 : wcwidth(character);
  }

private:
  static locale_t locale() {
    static locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return utf8 ? utf8 : LC_GLOBAL_LOCALE;
  }
  locale_t before;
};

/// Length of the sequence that sets a colour, which \p text begins with; 0.
size_t colourLength(std::string_view text) {
  if (!text.starts_with("\x1b["))
    return 0;
  size_t end = text.find_first_not_of("0123456789;", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

struct Fitted {
  std::string text;
  size_t columns = 0;
};

Fitted fitted(std::string_view text, size_t width) {
  Utf8 utf8;
  Fitted result;
  bool coloured = false;
  while (!text.empty()) {
    if (size_t length = colourLength(text)) {
      result.text += text.substr(0, length);
      text.remove_prefix(length);
      coloured = true;
      continue;
    }
    std::string_view rest = text, shown;
    int columns = utf8.take(rest);
    shown = text.substr(0, text.size() - rest.size());
    if (text[0] == '\t') {
      columns = int(TabWidth - result.columns % TabWidth);
      shown = std::string_view("        ").substr(0, size_t(columns));
    } else if (columns < 0) {
      columns = 1;
      shown = "?";
    }
    if (result.columns + size_t(columns) > width)
      break;
    result.text += shown;
    result.columns += size_t(columns);
    text = rest;
  }
  if (coloured)
    result.text += "\x1b[0m";
  return result;
}

} // namespace

size_t columnsOf(std::string_view text) {
  return fitted(text, SIZE_MAX).columns;
}

std::string fit(std::string_view text, size_t width) {
  return fitted(text, width).text;
}

std::string pad(std::string_view text, size_t width) {
  Fitted result = fitted(text, width);
  return result.text.append(width - result.columns, ' ');
}

} // namespace allocsites
