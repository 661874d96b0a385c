// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a compiler command line asks for, as far as the wrapper must know.
#ifndef ALLOCSITES_WRAPPER_INVOCATION_H
#define ALLOCSITES_WRAPPER_INVOCATION_H

#include <string>
#include <vector>

namespace allocsites {

struct Invocation {
  bool internal = false; ///< -cc1 and the like: not the driver
  bool hasInput = false;
  bool generatesCode = false; ///< compiles further than preprocessing or syntax
  bool links = false;
  bool relocatable = false;      ///< -r
  bool isStatic = false;         ///< -static, -static-pie
  bool isShared = false;         ///< -shared
  bool choosesDebugInfo = false; ///< some -g option that sets a level
  bool lineTablesOnly = false;   ///< and it is one without names of functions
};

/// Reads a driver command line, response files (@FILE) included. The arguments
/// are those behind the program's name.
Invocation readInvocation(const std::vector<std::string> &arguments);

/// The words of a response file, by the GNU rules of quoting.
std::vector<std::string> splitResponse(const std::string &text);

/// What to put before the user's own arguments. \p library is the directory of
/// the plugin and the runtime.
std::vector<std::string> extraArguments(const Invocation &invocation,
                                        const std::string &library);

} // namespace allocsites

#endif
