// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The page's template as CMake has built it (ALLOCSITES_PAGE_TEMPLATE, a path),
// or nothing.
#include "report/Page.h"

#ifdef ALLOCSITES_PAGE_TEMPLATE

// The assembler reads the file: a string of this size takes a compiler long.
asm(".pushsection .rodata\n"
    "allocsites_page_begin:\n"
    ".incbin \"" ALLOCSITES_PAGE_TEMPLATE "\"\n"
    "allocsites_page_end:\n"
    ".byte 0\n"
    ".popsection\n");
extern const char pageBegin[] asm("allocsites_page_begin");
extern const char pageEnd[] asm("allocsites_page_end");

std::string_view allocsites::report::pageTemplate() {
  return {pageBegin, size_t(pageEnd - pageBegin)};
}

#else

std::string_view allocsites::report::pageTemplate() { return {}; }

#endif
