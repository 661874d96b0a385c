// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Changes the global offset tables of loaded modules.
#include "Redirect.h"
#include "Real.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

// Ours, whatever stands in front: see Interpose.h.
extern "C" {
#define FUNCTION(Symbol)                                                       \
  ALLOCSITES_HIDDEN void ours_##Symbol() __asm__(                              \
      "__allocsites_ours_" #Symbol);                                           \
  __attribute__((visibility("default"))) void linked_##Symbol() __asm__(       \
      #Symbol);
#define CONTROL_FUNCTION FUNCTION
#include "Redirected.def"
}

namespace allocsites {
namespace {

struct Function {
  const char *Name;
  void *Ours;
  void *Linked;   ///< by the linker, for that name
  bool Allocates; ///< or frees: ours calls what stands in front
};
/// After dlopen a program asks for what it has loaded. (dlopen itself looks at
/// who calls it.)
void *findInModule(void *Handle, const char *Name) {
  redirectNewModules();
  // Not a call, since dlsym looks at who calls it.
  __attribute__((musttail)) return dlsym(Handle, Name);
}

const Function Functions[] = {
    {"dlsym", reinterpret_cast<void *>(findInModule),
     reinterpret_cast<void *>(findInModule), false},
#define FUNCTION(Symbol)                                                       \
  {#Symbol, reinterpret_cast<void *>(&ours_##Symbol),                          \
   reinterpret_cast<void *>(&linked_##Symbol), true},
#define CONTROL_FUNCTION(Symbol)                                               \
  {#Symbol, reinterpret_cast<void *>(&ours_##Symbol),                          \
   reinterpret_cast<void *>(&linked_##Symbol), false},
#include "Redirected.def"
};

bool Redirecting;
unsigned long long ModulesSeen;

const Function *findFunction(const char *Name) {
  if (!strchr("macrpvfd_ls", *Name))
    return nullptr;
  for (const Function &F : Functions)
    if (strcmp(F.Name, Name) == 0)
      return &F;
  return nullptr;
}

struct Module {
  const dl_phdr_info &Info;
  ElfW(Addr) Begin = ~ElfW(Addr)(0), End = 0, RelroBegin = 0, RelroEnd = 0;
  const ElfW(Dyn) *Dynamic = nullptr;

  explicit Module(const dl_phdr_info &I) : Info(I) {
    for (int N = 0; N < I.dlpi_phnum; ++N) {
      const ElfW(Phdr) &P = I.dlpi_phdr[N];
      ElfW(Addr) From = I.dlpi_addr + P.p_vaddr, To = From + P.p_memsz;
      if (P.p_type == PT_LOAD) {
        Begin = From < Begin ? From : Begin;
        End = To > End ? To : End;
      } else if (P.p_type == PT_DYNAMIC) {
        Dynamic = reinterpret_cast<const ElfW(Dyn) *>(From);
      } else if (P.p_type == PT_GNU_RELRO) {
        RelroBegin = From;
        RelroEnd = To;
      }
    }
  }
  bool holds(const void *Address) const {
    auto A = reinterpret_cast<ElfW(Addr)>(Address);
    return A >= Begin && A < End;
  }
  /// The loader has made these absolute in most modules, not in the kernel's.
  template <class T> const T *table(ElfW(Addr) Value) const {
    return reinterpret_cast<const T *>(Value < Begin ? Info.dlpi_addr + Value
                                                     : Value);
  }
  void redirect() const;

private:
  struct Tables {
    const ElfW(Sym) *Symbols = nullptr;
    const char *Names = nullptr;
  };
  void redirect(const Tables &T, const ElfW(Rela) * First, size_t Bytes) const;
  void change(void **Slot, void *To) const;
};

bool isFunctionSlot(unsigned Type) {
#if defined(__x86_64__)
  return Type == R_X86_64_JUMP_SLOT || Type == R_X86_64_GLOB_DAT ||
         Type == R_X86_64_64;
#elif defined(__aarch64__)
  return Type == R_AARCH64_JUMP_SLOT || Type == R_AARCH64_GLOB_DAT ||
         Type == R_AARCH64_ABS64;
#else
  return false;
#endif
}

void Module::redirect() const {
  Tables T;
  const ElfW(Rela) *Plt = nullptr, *Rela = nullptr;
  size_t PltBytes = 0, RelaBytes = 0;
  for (const ElfW(Dyn) *D = Dynamic; D && D->d_tag != DT_NULL; ++D)
    switch (D->d_tag) {
    case DT_SYMTAB:
      T.Symbols = table<ElfW(Sym)>(D->d_un.d_ptr);
      break;
    case DT_STRTAB:
      T.Names = table<char>(D->d_un.d_ptr);
      break;
    case DT_JMPREL:
      Plt = table<ElfW(Rela)>(D->d_un.d_ptr);
      break;
    case DT_PLTRELSZ:
      PltBytes = D->d_un.d_val;
      break;
    case DT_RELA:
      Rela = table<ElfW(Rela)>(D->d_un.d_ptr);
      break;
    case DT_RELASZ:
      RelaBytes = D->d_un.d_val;
      break;
    }
  if (!T.Symbols || !T.Names)
    return;
  redirect(T, Rela, RelaBytes);
  redirect(T, Plt, PltBytes);
}

void Module::redirect(const Tables &T, const ElfW(Rela) * First,
                      size_t Bytes) const {
  for (size_t I = 0; First && I < Bytes / sizeof *First; ++I) {
    const ElfW(Rela) &R = First[I];
    if (!isFunctionSlot(ELF64_R_TYPE(R.r_info)) || R.r_addend)
      continue;
    const ElfW(Sym) &Symbol = T.Symbols[ELF64_R_SYM(R.r_info)];
    const Function *F = findFunction(T.Names + Symbol.st_name);
    if (!F)
      continue;
    // What the module defines itself it may mean. An undefined symbol may have
    // an address too, in a program that is not position-independent and
    // compares or stores it: that is a jump through this slot.
    void *Front = real::firstDefinition(F->Name);
    if (!Front || (holds(Front) && Symbol.st_shndx != SHN_UNDEF))
      continue;
    // Ours of the others goes to the C library.
    if (!F->Allocates && Front != real::nextDefinition(F->Name))
      continue;
    auto **Slot = reinterpret_cast<void **>(Info.dlpi_addr + R.r_offset);
    if (*Slot != F->Ours)
      change(Slot, F->Ours);
  }
}

void Module::change(void **Slot, void *To) const {
  auto At = reinterpret_cast<ElfW(Addr)>(Slot);
  bool ReadOnly = At >= RelroBegin && At < RelroEnd;
  auto PageSize = ElfW(Addr)(getpagesize());
  void *Page = reinterpret_cast<void *>(At & ~(PageSize - 1));
  if (ReadOnly && mprotect(Page, PageSize, PROT_READ | PROT_WRITE) != 0)
    return;
  __atomic_store_n(Slot, To, __ATOMIC_RELEASE);
  if (ReadOnly)
    mprotect(Page, PageSize, PROT_READ);
}

int visit(dl_phdr_info *Info, size_t, void *) {
  ModulesSeen = Info->dlpi_adds;
  Module M(*Info);
  // Not ours, and not the dynamic linker, which has a heap of its own.
  if (!M.holds(&Redirecting) &&
      !M.holds(reinterpret_cast<void *>(getauxval(AT_BASE))))
    M.redirect();
  return 0;
}

} // namespace

bool isOurs(const void *Address) {
  for (const Function &F : Functions)
    if (F.Ours == Address)
      return true;
  return false;
}

void *linkedInFront(const char *Symbol) {
  const Function *F = findFunction(Symbol);
  return F && F->Linked != F->Ours ? F->Linked : nullptr;
}

void redirectModules() {
  ErrnoKeeper Keep;
  if (!Redirecting)
    real::answerRedirected();
  Redirecting = true;
  dl_iterate_phdr(visit, nullptr);
}

void redirectNewModules() {
  if (!Redirecting)
    return;
  unsigned long long Seen = ModulesSeen, Now = Seen;
  dl_iterate_phdr(
      [](dl_phdr_info *Info, size_t, void *To) {
        *static_cast<unsigned long long *>(To) = Info->dlpi_adds;
        return 1;
      },
      &Now);
  if (Now != Seen)
    redirectModules();
}

} // namespace allocsites
