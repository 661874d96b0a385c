// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in for the runtime that counts nothing but looks hard at what the
// instrumented code shows: no record may be dead at any allocation, and none
// left when the program ends. With TRACE set, each rewritten allocation and
// each named allocator's report prints its context, innermost first.
#define _GNU_SOURCE
#include "allocsites/abi.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__thread struct allocsites_record *__allocsites_top
    __attribute__((tls_model("initial-exec")));
const char __allocsites_abi_1 = 0;

extern void *__libc_malloc(size_t);

static void fail(const char *what) {
  write(2, "FAKE RUNTIME: ", 14);
  write(2, what, strlen(what));
  write(2, "\n", 1);
  _exit(99);
}

static const void *follow(const allocsites_ref *ref) {
  return *ref ? (const char *)ref + *ref : NULL;
}

static void checkSite(const struct allocsites_site *site) {
  const struct allocsites_frame *frame = follow(&site->frame);
  if (!frame)
    fail("site without a frame");
  for (int depth = 0; frame; frame = follow(&frame->caller)) {
    const struct allocsites_scope *scope = follow(&frame->scope);
    if (!scope || !*(const char *)follow(&scope->name))
      fail("frame without a function");
    if (++depth > 1000)
      fail("endless inline chain");
  }
}

/// Every record on the list belongs to a frame that is still there.
static void checkRecords(void) {
  const char *low = __builtin_frame_address(0);
  for (struct allocsites_record *r = __allocsites_top; r; r = r->parent) {
    if ((const char *)r <= low)
      fail("dead record on the list");
    low = (const char *)r;
    checkSite(r->site);
  }
}

static void printSite(const char *what, const struct allocsites_site *site) {
  const char *callee = follow(&site->callee), *type = follow(&site->type);
  fprintf(stderr, "%s%s", what, callee ? callee : "?");
  if (type)
    fprintf(stderr, " <%s>", type);
  const struct allocsites_frame *frame = follow(&site->frame);
  for (; frame; frame = follow(&frame->caller)) {
    const struct allocsites_scope *scope = follow(&frame->scope);
    const char *file = follow(&scope->file);
    const char *slash = file ? strrchr(file, '/') : NULL;
    fprintf(stderr, " in %s %s:%u:%u", (const char *)follow(&scope->name),
            slash ? slash + 1 : "-", frame->line, frame->column);
  }
}

static void trace(const char *what, size_t size,
                  const struct allocsites_site *site) {
  static int wanted = -1;
  checkRecords();
  checkSite(site);
  if (wanted < 0)
    wanted = getenv("TRACE") != NULL;
  if (!wanted)
    return;
  fprintf(stderr, "%s %zu: ", what, size);
  printSite("", site);
  for (struct allocsites_record *r = __allocsites_top; r; r = r->parent)
    printSite(" <- ", r->site);
  fputc('\n', stderr);
}

void *malloc(size_t size) {
  checkRecords();
  return __libc_malloc(size);
}

#define SITE struct allocsites_site *site
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

#ifdef __cplusplus
#error "plain C"
#endif
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
