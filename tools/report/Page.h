// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One HTML file out of the page's template and a report's data.
// See also: tools/web, where the template comes from.
#ifndef ALLOCSITES_REPORT_PAGE_H
#define ALLOCSITES_REPORT_PAGE_H

#include "report/ReportJson.h"
#include "support/Result.h"

#include <string_view>

namespace allocsites::report {

/// The template of this build; "" if it was left out.
std::string_view pageTemplate();

/// The page with both parts of \p data in it, each compressed (RFC 1952) and in
/// base64 (RFC 4648), which has no character that means something in HTML. The
/// template's element for a part is there once for each piece of some size, so
/// that the page works on the first while the browser still reads the others.
Result<void> writePage(Buffer &out, std::string_view pageTemplate,
                       const PackedReport &data);

} // namespace allocsites::report

#endif
