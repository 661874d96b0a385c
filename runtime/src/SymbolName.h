// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Linkage names of functions as people know them, without a demangler, which
// would allocate: ns::Class::function, without parameters and with <...> for
// template arguments.
#ifndef ALLOCSITES_RUNTIME_SYMBOLNAME_H
#define ALLOCSITES_RUNTIME_SYMBOLNAME_H

#include "Support.h"

namespace allocsites {

using NameText = FixedText<512>;

/// Puts Symbol's readable name in To; Symbol itself if it is no linkage name of
/// C++ or a kind of them that is not understood. Async-signal-safe.
void readableName(const char *Symbol, NameText &To);

} // namespace allocsites

#endif
