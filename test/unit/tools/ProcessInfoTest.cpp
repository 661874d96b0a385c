// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: other processes are known without signalling them.
#include "TemporaryFolder.h"

#include "support/ProcessInfo.h"

#include <algorithm>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace allocsites;

namespace {

TEST(ProcessInfo, AProcessThatHasEndedHasNoStart) {
  uint64_t own = processStart(uint32_t(getpid()));
  EXPECT_NE(own, 0u);
  EXPECT_EQ(processStart(uint32_t(getpid())), own);
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  siginfo_t info{};
  // It has ended, but its number is not free yet.
  ASSERT_EQ(waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT), 0);
  EXPECT_EQ(processStart(uint32_t(child)), 0u);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_EQ(processStart(uint32_t(child)), 0u);
}

TEST(ProcessInfo, ListsThisProcess) {
  std::vector<uint32_t> all = allProcesses();
  EXPECT_NE(std::find(all.begin(), all.end(), uint32_t(getpid())), all.end());
  EXPECT_NE(commandLine(uint32_t(getpid())).find("tests"), std::string::npos);
  EXPECT_EQ(commandLine(0), "");
}

TEST(ProcessInfo, FindsFilesThatAreMappedTogether) {
  TemporaryFolder folder;
  std::string path = folder.file("with a blank");
  int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(ftruncate(file, 4096), 0);
  void *memory = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  auto mapped = [](const std::string &name) {
    std::vector<std::string> all = sharedFiles(uint32_t(getpid()));
    return std::count(all.begin(), all.end(), name);
  };
  EXPECT_EQ(mapped(path), 1);
  unlink(path.c_str());
  EXPECT_EQ(mapped(path + " (deleted)"), 1);
  munmap(memory, 4096);
  EXPECT_EQ(mapped(path + " (deleted)"), 0);
}

} // namespace
