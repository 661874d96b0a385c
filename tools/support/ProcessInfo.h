// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Other processes, as /proc tells of them. Nothing here signals one.
#ifndef ALLOCSITES_SUPPORT_PROCESSINFO_H
#define ALLOCSITES_SUPPORT_PROCESSINFO_H

#include <cstdint>
#include <string>
#include <vector>

namespace allocsites {

/// When a process started, in ticks since the system's start; 0: there is no
/// such process, or it has ended and waits for its parent. With the number it
/// identifies a process.
uint64_t processStart(uint32_t pid);

/// All that there are, ascending.
std::vector<uint32_t> allProcesses();

/// Arguments with a blank between them; "" if they cannot be read.
std::string commandLine(uint32_t pid);

/// Regular files that the process shares its memory with, by path; one that has
/// no name any more ends in " (deleted)". Empty if they may not be seen.
std::vector<std::string> sharedFiles(uint32_t pid);

} // namespace allocsites

#endif
