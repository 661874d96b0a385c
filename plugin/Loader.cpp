// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// AllocSites.so: hands the compiler over to the implementation that was built
// for its LLVM (allocsites/AllocSites-llvm<N>.so beside this file).
//
// A plugin built for another LLVM would not load, or worse. So this file uses
// no LLVM at all, and does not even know the layout of what a plugin returns:
// the exported function is a jump into the implementation's own.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>

extern "C" {
/// Where llvmGetPassPluginInfo jumps to. Read by the assembly below.
__attribute__((visibility("hidden"), used)) void *AllocSitesPluginInfo;
}

#if defined(__x86_64__)
__asm__(".text\n"
        ".globl llvmGetPassPluginInfo\n"
        ".type llvmGetPassPluginInfo,@function\n"
        "llvmGetPassPluginInfo:\n"
        ".cfi_startproc\n"
        "  jmp *AllocSitesPluginInfo(%rip)\n"
        ".cfi_endproc\n"
        ".size llvmGetPassPluginInfo, .-llvmGetPassPluginInfo\n");
#elif defined(__aarch64__)
__asm__(".text\n"
        ".globl llvmGetPassPluginInfo\n"
        ".type llvmGetPassPluginInfo,%function\n"
        "llvmGetPassPluginInfo:\n"
        ".cfi_startproc\n"
        "  adrp x16, AllocSitesPluginInfo\n"
        "  ldr x16, [x16, :lo12:AllocSitesPluginInfo]\n"
        "  br x16\n"
        ".cfi_endproc\n"
        ".size llvmGetPassPluginInfo, .-llvmGetPassPluginInfo\n");
#else
#error "AllocSites supports x86-64 and aarch64"
#endif

namespace {

// What a compiler gets that we have no implementation for: a plugin that does
// nothing, in the layout of its LLVM (the second since LLVM 22).
struct PluginInfo1 {
  uint32_t APIVersion;
  const char *Name;
  const char *Version;
  void (*RegisterCallbacks)(void *PassBuilder);
};
struct PluginInfo2 {
  PluginInfo1 Common;
  void *PreCodeGenCallback;
};

PluginInfo1 idlePlugin1() {
  return {1, "AllocSites", "idle", [](void *) {}};
}
PluginInfo2 idlePlugin2() {
  return {{2, "AllocSites", "idle", [](void *) {}}, nullptr};
}

/// The LLVM of the process that loads us; 0: cannot be found out.
unsigned hostVersion() {
  // C API since LLVM 16; in libLLVM and in programs that export what they have.
  using GetVersion = void(unsigned *, unsigned *, unsigned *);
  unsigned Major = 0;
  if (auto *Get =
          reinterpret_cast<GetVersion *>(dlsym(RTLD_DEFAULT, "LLVMGetVersion")))
    Get(&Major, nullptr, nullptr);
  return Major;
}

std::string implementationFolder() {
  Dl_info Self;
  if (!dladdr(&AllocSitesPluginInfo, &Self) || !Self.dli_fname)
    return "";
  std::string Path = Self.dli_fname;
  if (char *Real = realpath(Path.c_str(), nullptr)) {
    Path = Real;
    free(Real);
  }
  size_t Slash = Path.rfind('/');
  return (Slash == std::string::npos ? "." : Path.substr(0, Slash)) +
         "/allocsites/";
}

std::string implementationPath(unsigned Version) {
  return implementationFolder() + "AllocSites-llvm" + std::to_string(Version) +
         ".so";
}

bool load(unsigned Version) {
  void *Library =
      dlopen(implementationPath(Version).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (Library)
    AllocSitesPluginInfo = dlsym(Library, "allocsitesPassPluginInfo");
  return AllocSitesPluginInfo != nullptr;
}

constexpr unsigned Versions[] = {ALLOCSITES_LLVM_VERSIONS};

std::string versionList() {
  std::string List;
  for (unsigned Version : Versions)
    List += (List.empty() ? "" : ", ") + std::to_string(Version);
  return List;
}

// Runs before anyone can call llvmGetPassPluginInfo.
__attribute__((constructor)) void chooseImplementation() {
  unsigned Host = hostVersion();
  if (load(Host ? Host : ALLOCSITES_PRIMARY_LLVM_VERSION))
    return;
  std::string Why;
  if (!Host) {
    Why = "this compiler does not tell its LLVM version (older than 16?)";
  } else {
    Why = "this compiler is LLVM " + std::to_string(Host);
    for (unsigned Version : Versions)
      if (Version == Host) // built, so there must be something to say
        Why = std::string("cannot load it: ") + dlerror();
  }
  fprintf(stderr,
          "allocsites: warning: nothing is instrumented: %s, and this plugin "
          "has implementations for LLVM %s; compile with clang of one of "
          "these, or rebuild AllocSites with that LLVM's headers installed\n",
          Why.c_str(), versionList().c_str());
  AllocSitesPluginInfo = Host >= 22 ? reinterpret_cast<void *>(idlePlugin2)
                                    : reinterpret_cast<void *>(idlePlugin1);
}

} // namespace
