// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// zlib, for whole buffers.
#ifndef ALLOCSITES_EXPORT_GZIP_H
#define ALLOCSITES_EXPORT_GZIP_H

#include "render/Style.h"

#include <string_view>

namespace allocsites {

/// Appends \p bytes as a gzip file, without a name or time.
void appendGzip(Buffer &out, std::string_view bytes);

} // namespace allocsites

#endif
