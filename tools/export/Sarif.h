// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one exporter that writes not what was counted but what to do about it.
// See also: Export.h (the others).
#ifndef ALLOCSITES_EXPORT_SARIF_H
#define ALLOCSITES_EXPORT_SARIF_H

#include "export/Export.h"

namespace allocsites {

/// All findings that `advise` shows by default.
void exportSarif(Buffer &out, const ExportRequest &request);

} // namespace allocsites

#endif
