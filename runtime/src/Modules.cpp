// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Asks the dynamic linker; without one there is but one module.
#include "Modules.h"

#include <dlfcn.h>
#include <link.h>

namespace allocsites {

static const char *ProgramPath;
void setProgramPath(const char *Path) { ProgramPath = Path; }

#ifdef ALLOCSITES_STATIC
// _dl_find_object is there as well, but allocates for its own start, and must
// not be asked while it does.
const char *moduleOf(const void *) { return ProgramPath; }
const void *moduleStart(const void *) { return nullptr; }
bool isInProgram(const void *) { return true; }
#else
const char *moduleOf(const void *Address) {
  dl_find_object Found;
  if (_dl_find_object(const_cast<void *>(Address), &Found) != 0 ||
      !Found.dlfo_link_map)
    return nullptr;
  const char *Name = Found.dlfo_link_map->l_name;
  return Name && *Name ? Name : ProgramPath;
}

// The dynamic linker does not name the program.
bool isInProgram(const void *Address) {
  dl_find_object Found;
  return _dl_find_object(const_cast<void *>(Address), &Found) == 0 &&
         Found.dlfo_link_map && !*Found.dlfo_link_map->l_name;
}

const void *moduleStart(const void *Address) {
  dl_find_object Found;
  if (_dl_find_object(const_cast<void *>(Address), &Found) != 0)
    return nullptr;
  return Found.dlfo_map_start;
}
#endif

} // namespace allocsites
