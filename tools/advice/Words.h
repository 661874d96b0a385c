// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Words and brackets of source code.
#ifndef ALLOCSITES_ADVICE_WORDS_H
#define ALLOCSITES_ADVICE_WORDS_H

#include <string>
#include <string_view>

namespace allocsites {

inline constexpr size_t Nowhere = std::string_view::npos;

bool isWord(char c); ///< of a name or a number
bool isBlank(char c);
std::string_view trimmed(std::string_view text);

/// True if the whole word \p word stands at \p at.
bool isWordAt(std::string_view code, size_t at, std::string_view word);
size_t findWord(std::string_view code, std::string_view word, size_t from = 0);
bool hasWord(std::string_view code, std::string_view word);
/// The word that ends at \p end; perhaps empty.
std::string_view wordBefore(std::string_view code, size_t end);

/// Where the bracket at \p at is closed; Nowhere if it is not.
size_t closing(std::string_view code, size_t at);
/// \p code with nothing between quotes, so that brackets and words are code.
std::string withoutLiterals(std::string_view code);

} // namespace allocsites

#endif
