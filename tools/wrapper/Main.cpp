// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites-clang and allocsites-clang++: clang with the plugin, debug
// information if none was asked for, and the runtime. One program under two
// names; it adds arguments and becomes the compiler.
// See also: Invocation.h.
//
// Environment: ALLOCSITES_CLANG, ALLOCSITES_CLANGXX: the compiler to use.
#include "wrapper/Invocation.h"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace {

using namespace allocsites;

/// In the order of preference.
constexpr int LlvmVersions[] = {19, 22, 21, 20, 18, 17, 16};
constexpr int Failure = 2;

std::string ownDirectory() {
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
  if (length <= 0)
    return ".";
  std::string text(path, size_t(length));
  return text.substr(0, text.rfind('/'));
}

/// Where the plugin is: beside this program's folder when built, and where the
/// installation put it else.
std::string libraryDirectory() {
  std::string own = ownDirectory();
  std::string installed = own + "/" ALLOCSITES_LIBRARY_FROM_BIN;
  std::string built = own.substr(0, own.rfind('/')) + "/lib";
  char *path = access((installed + "/AllocSites.so").c_str(), F_OK) == 0 &&
                       access((built + "/AllocSites.so").c_str(), F_OK) != 0
                   ? realpath(installed.c_str(), nullptr)
                   : nullptr;
  std::string result = path ? path : built;
  std::free(path);
  return result;
}

bool inPath(const std::string &name) {
  const char *path = std::getenv("PATH");
  std::string rest = path ? path : "/usr/local/bin:/usr/bin:/bin";
  for (size_t begin = 0; begin <= rest.size();) {
    size_t end = std::min(rest.find(':', begin), rest.size());
    std::string directory = rest.substr(begin, end - begin);
    if (access((directory + "/" + name).c_str(), X_OK) == 0)
      return true;
    begin = end + 1;
  }
  return false;
}

/// The clang of an LLVM that there is a plugin for, else whatever is clang.
std::string chooseCompiler(bool cxx, const std::string &library) {
  const char *wanted =
      std::getenv(cxx ? "ALLOCSITES_CLANGXX" : "ALLOCSITES_CLANG");
  if (wanted && *wanted)
    return wanted;
  std::string base = cxx ? "clang++" : "clang";
  for (int version : LlvmVersions) {
    std::string number = std::to_string(version);
    std::string plugin = library + "/allocsites/AllocSites-llvm" + number;
    if (access((plugin + ".so").c_str(), R_OK) != 0)
      continue;
    if (std::string name = base + "-" + number; inPath(name))
      return name;
  }
  return base;
}

} // namespace

int main(int argc, char **argv) {
  std::string self = argc > 0 ? argv[0] : "allocsites-clang";
  bool cxx = self.ends_with("++");
  std::string library = libraryDirectory();
  std::vector<std::string> arguments(argv + 1, argv + argc);

  std::vector<std::string> extra =
      extraArguments(readInvocation(arguments), library);
  if (!extra.empty() && access((library + "/AllocSites.so").c_str(), R_OK)) {
    std::fprintf(stderr,
                 "%s: %s/AllocSites.so: %s; build the target AllocSites, or "
                 "install allocsites anew\n",
                 self.c_str(), library.c_str(), std::strerror(errno));
    return Failure;
  }
  std::string compiler = chooseCompiler(cxx, library);
  std::vector<char *> command = {compiler.data()};
  for (std::string &argument : extra)
    command.push_back(argument.data());
  // -cc1 must come first, and is passed on as it is.
  for (std::string &argument : arguments)
    command.push_back(argument.data());
  command.push_back(nullptr);
  execvp(compiler.c_str(), command.data());
  std::fprintf(stderr,
               "%s: cannot run %s: %s; install clang-19, or set %s to the "
               "compiler\n",
               self.c_str(), compiler.c_str(), std::strerror(errno),
               cxx ? "ALLOCSITES_CLANGXX" : "ALLOCSITES_CLANG");
  return Failure;
}
