// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in for the runtime that counts nothing but looks hard at what the
// instrumented code shows: no record may be dead at any allocation, and none
// left when the program ends. With TRACE set, each rewritten allocation and
// each named allocator's report prints its context, innermost first.
#include "allocsites/abi.h"
#include "allocsites/sites.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// So that a C program can be linked without a C++ library or zlib.
#include "../../../runtime/src/Inflate.cpp"

using namespace allocsites::sites;

extern "C" {

__thread allocsites_record *__allocsites_top
    __attribute__((tls_model("initial-exec")));
extern const char __allocsites_abi_2 = 0;

extern void *__libc_malloc(size_t);
extern void __libc_free(void *);

static void fail(const char *what) {
  write(2, "FAKE RUNTIME: ", 14);
  write(2, what, strlen(what));
  write(2, "\n", 1);
  _exit(99);
}

/// Where a site's description is.
struct Place {
  const uint8_t *First, *At;
  Frame frameAt(uint32_t Offset) const { // of the descriptions
    return Cursor(First + Offset, At).read<Frame>();
  }
};

static Place placeOf(const allocsites_site *Site, SiteText *Text) {
  if (!(Site->id & ALLOCSITES_SITE_NEW))
    fail("site without a description");
  auto *At = (const uint8_t *)Site + (int32_t)Site->id;
  *Text = Cursor(At, Site).read<SiteText>();
  if (Text->frame > Text->first)
    fail("site without a frame");
  return {At - Text->first, At};
}

/// The names of a table, from the end of its strings on: what comes after are
/// the scopes.
struct Names {
  char *Text;
  NamesHead Head;

  explicit Names(const uint8_t *First) {
    int32_t Distance;
    memcpy(&Distance, First - sizeof Distance, sizeof Distance);
    auto *At = First - sizeof Distance + Distance;
    memcpy(&Head, At, sizeof Head);
    Text = (char *)__libc_malloc(Head.size);
    if (!allocsites::inflate(At + sizeof Head, Head.packed, (uint8_t *)Text,
                             Head.size))
      fail("broken names");
  }
  const char *string(uint32_t Number) const {
    if (Number > Head.strings)
      fail("no such string");
    const char *At = Text;
    for (uint32_t I = 1; I < Number; ++I)
      At += strlen(At) + 1;
    return Number ? At : NULL;
  }
  Scope scope(uint32_t Number) const {
    if (Number >= Head.scopes)
      fail("frame without a function");
    const char *Last = string(Head.strings);
    Cursor From(Last + strlen(Last) + 1, Text + Head.size);
    while (Number--)
      From.read<Scope>();
    return From.read<Scope>();
  }
};

static void checkSite(const allocsites_site *Site) {
  SiteText Text;
  Place Description = placeOf(Site, &Text);
  uint32_t At = Text.first - Text.frame;
  for (int Depth = 0;; ++Depth) {
    Frame F = Description.frameAt(At);
    if (!F.caller)
      break;
    if (F.caller > At || Depth > 1000)
      fail("endless inline chain");
    At -= F.caller;
  }
}

/// Every record on the list belongs to a frame that is still there.
static void checkRecords(void) {
  auto *low = (const char *)__builtin_frame_address(0);
  for (allocsites_record *r = __allocsites_top; r; r = r->parent) {
    if ((const char *)r <= low)
      fail("dead record on the list");
    low = (const char *)r;
    checkSite(r->site);
  }
}

static void printSite(const char *what, const allocsites_site *Site) {
  SiteText Text;
  Place Description = placeOf(Site, &Text);
  Names Known(Description.First);
  const char *callee = Known.string(Text.callee),
             *type = Known.string(Text.type);
  fprintf(stderr, "%s%s", what, callee ? callee : "?");
  if (type)
    fprintf(stderr, " <%s>", type);
  for (uint32_t At = Text.first - Text.frame;;) {
    Frame F = Description.frameAt(At);
    Scope S = Known.scope(F.scope);
    const char *file = Known.string(S.file);
    const char *slash = file ? strrchr(file, '/') : NULL;
    fprintf(stderr, " in %s %s:%u:%u", Known.string(S.name),
            slash ? slash + 1 : "-", F.line, F.column);
    if (!F.caller)
      return;
    At -= F.caller;
  }
}

static void trace(const char *what, size_t size, const allocsites_site *site) {
  static int wanted = -1;
  checkRecords();
  checkSite(site);
  if (wanted < 0)
    wanted = getenv("TRACE") != NULL;
  if (!wanted)
    return;
  fprintf(stderr, "%s %zu: ", what, size);
  printSite("", site);
  for (allocsites_record *r = __allocsites_top; r; r = r->parent)
    printSite(" <- ", r->site);
  fputc('\n', stderr);
}

// By another name, since the C library's declaration says that it does not throw,
// which needs a C++ library.
void *checkedMalloc(size_t size) __asm__("malloc");
void *checkedMalloc(size_t size) {
  checkRecords();
  return __libc_malloc(size);
}

#define SITE allocsites_site *site
void *__allocsites_malloc(size_t n, SITE) {
  trace("malloc", n, site);
  return __libc_malloc(n);
}
void *__allocsites_calloc(size_t n, size_t m, SITE) {
  trace("calloc", n * m, site);
  return calloc(n, m);
}
void *__allocsites_realloc(void *p, size_t n, SITE) {
  trace("realloc", n, site);
  return realloc(p, n);
}

#define OPERATOR(Name)                                                         \
  extern void *Name(size_t);                                                   \
  void *__allocsites_##Name(size_t n, SITE) {                                  \
    trace("new", n, site);                                                     \
    return Name(n);                                                            \
  }
#ifdef CXX
OPERATOR(_Znwm)
OPERATOR(_Znam)
#endif

// All that is allocated here the C library has allocated.
void freeAny(void *p) { __libc_free(p); }
#define FREE_FUNCTION(Symbol, ...)                                             \
  void __allocsites_##Symbol(__VA_ARGS__) __attribute__((alias("freeAny")));
#include "allocsites/AllocFunctions.def"

void __allocsites_allocated(void *p, size_t n, SITE) {
  if (p)
    trace("named", n, site);
}
void __allocsites_freed(void *p) {
  if (p && getenv("TRACE"))
    fprintf(stderr, "freed\n");
}

__attribute__((destructor)) static void end(void) {
  if (__allocsites_top)
    fail("a record is left at the end");
  if (getenv("TRACE"))
    fprintf(stderr, "end\n");
}

} // extern "C"
