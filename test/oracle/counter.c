/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * The second oracle: a preloaded library that counts what a program requests of
 * the C allocation family and of operator new, by call stack. It shares nothing
 * with the runtime. ALLOC_COUNTER_FILE names its output, a table in a shared
 * mapping (so that it is complete however the program ends).
 * See also: counter.py, which reads the table.
 *
 * When functions nest (operator new calls malloc), the outermost counts.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <unwind.h>

enum { Slots = 1 << 18, MaxDepth = 64, StackWords = 1 << 26 };

struct Slot {
  uint64_t hash; /* 0: free */
  uint64_t objects;
  uint64_t bytes;
  uint64_t zeroes; /* of the objects, those of zero bytes */
  uint64_t stack;  /* index into Table.words */
  uint64_t depth;
};

struct Table {
  uint64_t objects, bytes, zeroes, lost;
  uint64_t usedWords;
  uint64_t reserved[3];
  struct Slot slots[Slots];
  uint64_t words[StackWords];
};

static struct Table *table;
static volatile int lock;
static __thread int inside __attribute__((tls_model("initial-exec")));

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static void openTable(void) {
  const char *path = getenv("ALLOC_COUNTER_FILE");
  if (!path)
    return;
  int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0 || ftruncate(file, sizeof(struct Table)))
    return;
  void *memory = mmap(NULL, sizeof(struct Table), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_NORESERVE, file, 0);
  close(file);
  if (memory != MAP_FAILED)
    table = memory;
}

/* Opened at the first allocation: other libraries' constructors allocate before
 * one of this library would run. */
static struct Table *getTable(void) {
  if (!table)
    openTable();
  return table;
}

struct Walk {
  uint64_t depth;
  uint64_t frames[MaxDepth];
};

static _Unwind_Reason_Code step(struct _Unwind_Context *context, void *data) {
  struct Walk *walk = data;
  if (walk->depth == MaxDepth)
    return _URC_END_OF_STACK;
  walk->frames[walk->depth++] = _Unwind_GetIP(context);
  return _URC_NO_REASON;
}

static struct Slot *findSlot(struct Table *t, const struct Walk *walk) {
  uint64_t hash = 14695981039346656037u;
  for (uint64_t i = 0; i < walk->depth; ++i)
    hash = (hash ^ walk->frames[i]) * 1099511628211u, hash ^= hash >> 29;
  hash |= 1;
  for (uint64_t probe = 0; probe < Slots; ++probe) {
    struct Slot *slot = &t->slots[(hash + probe) % Slots];
    if (slot->hash == hash)
      return slot;
    if (slot->hash)
      continue;
    if (t->usedWords + walk->depth > StackWords)
      return NULL;
    memcpy(&t->words[t->usedWords], walk->frames, walk->depth * 8);
    slot->stack = t->usedWords;
    slot->depth = walk->depth;
    t->usedWords += walk->depth;
    slot->hash = hash;
    return slot;
  }
  return NULL;
}

static void charge(size_t size) {
  int saved = errno;
  struct Table *t = getTable();
  if (t) {
    struct Walk walk = {.depth = 0};
    _Unwind_Backtrace(step, &walk);
    while (__sync_lock_test_and_set(&lock, 1))
      ;
    t->objects += 1;
    t->bytes += size;
    t->zeroes += !size;
    struct Slot *slot = findSlot(t, &walk);
    if (slot) {
      slot->objects += 1;
      slot->bytes += size;
      slot->zeroes += !size;
    } else {
      t->lost += 1;
    }
    __sync_lock_release(&lock);
  }
  errno = saved;
}

static void leave(int *outer) { inside = *outer; }

/* CALL with nested allocations uncounted; counts SIZE if it gave a block. */
#define COUNTED(SIZE, CALL)                                                    \
  do {                                                                         \
    __attribute__((cleanup(leave))) int outer = inside;                        \
    inside = 1;                                                                \
    void *block = (CALL);                                                      \
    if (block && !outer)                                                       \
      charge(SIZE);                                                            \
    return block;                                                              \
  } while (0)

#define EXPORT __attribute__((visibility("default")))

EXPORT void *malloc(size_t size) { COUNTED(size, __libc_malloc(size)); }
EXPORT void *calloc(size_t count, size_t size) {
  COUNTED(count * size, __libc_calloc(count, size));
}
EXPORT void *realloc(void *old, size_t size) {
  COUNTED(size, __libc_realloc(old, size));
}
EXPORT void *reallocarray(void *old, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  COUNTED(bytes, __libc_realloc(old, bytes));
}
EXPORT void *memalign(size_t alignment, size_t size) {
  COUNTED(size, __libc_memalign(alignment, size));
}
EXPORT void *aligned_alloc(size_t alignment, size_t size) {
  COUNTED(size, __libc_memalign(alignment, size));
}
EXPORT void *valloc(size_t size) {
  COUNTED(size, __libc_memalign((size_t)getpagesize(), size));
}
static void *alignedBlock(size_t alignment, size_t size) {
  COUNTED(size, __libc_memalign(alignment, size));
}
EXPORT int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) || (alignment & (alignment - 1)) || !alignment)
    return EINVAL;
  void *block = alignedBlock(alignment, size);
  if (!block)
    return ENOMEM;
  *result = block;
  return 0;
}

/* operator new: counted here since libstdc++ asks malloc for 1 byte when 0 are
 * wanted, and for the rest of its behaviour handed on. */
#define NEXT(NAME, TYPE) ((TYPE)dlsym(RTLD_NEXT, #NAME))
#define OPERATOR_NEW(NAME, PARAMETERS, TYPE, ARGUMENTS)                        \
  EXPORT void *NAME PARAMETERS {                                               \
    static void *(*next)TYPE;                                                  \
    if (!next)                                                                 \
      next = NEXT(NAME, void *(*)TYPE);                                        \
    COUNTED(size, next ARGUMENTS);                                             \
  }
OPERATOR_NEW(_Znwm, (size_t size), (size_t), (size))
OPERATOR_NEW(_Znam, (size_t size), (size_t), (size))
OPERATOR_NEW(_ZnwmRKSt9nothrow_t, (size_t size, const void *tag),
             (size_t, const void *), (size, tag))
OPERATOR_NEW(_ZnamRKSt9nothrow_t, (size_t size, const void *tag),
             (size_t, const void *), (size, tag))
OPERATOR_NEW(_ZnwmSt11align_val_t, (size_t size, size_t alignment),
             (size_t, size_t), (size, alignment))
OPERATOR_NEW(_ZnamSt11align_val_t, (size_t size, size_t alignment),
             (size_t, size_t), (size, alignment))
OPERATOR_NEW(_ZnwmSt11align_val_tRKSt9nothrow_t,
             (size_t size, size_t alignment, const void *tag),
             (size_t, size_t, const void *), (size, alignment, tag))
OPERATOR_NEW(_ZnamSt11align_val_tRKSt9nothrow_t,
             (size_t size, size_t alignment, const void *tag),
             (size_t, size_t, const void *), (size, alignment, tag))
