// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The allocation functions behind ours: those of the next library in lookup
// order, and those of the program itself where it defines its own.
#ifndef ALLOCSITES_RUNTIME_REAL_H
#define ALLOCSITES_RUNTIME_REAL_H

#include "Support.h"

namespace allocsites::real {

/// The definition that ours hides. Valid from the first call on: until
/// resolve() has run they resolve first. Functions that the process does not
/// have are null (operator new in a C program).
struct Functions {
#define ALLOC_FUNCTION(Symbol, Return, ...) Return (*Symbol)(__VA_ARGS__);
#include "allocsites/AllocFunctions.def"
  void (*free)(void *);
};
extern ALLOCSITES_HIDDEN Functions Next;

/// What a direct call in the program reaches: the same, or the program's own
/// definition within a NestedCall.
extern ALLOCSITES_HIDDEN Functions Entry;

/// operator new and delete are the C++ library's own, which do nothing but
/// malloc and free.
extern ALLOCSITES_HIDDEN bool PlainNew;

/// malloc gives each block 32 bytes or more, as the GNU C library's does.
extern ALLOCSITES_HIDDEN bool RoomyBlocks;

/// Looks everything up. Idempotent. What the dynamic linker allocates for that
/// is served from a pool of ours and counts as nothing.
void resolve();
/// On the way: whoever allocates now is the dynamic linker, for us.
bool resolving();

/// The definition behind ours of any other function, or null.
void *nextDefinition(const char *Symbol);
/// The one that modules find before ours, or null.
void *firstDefinition(const char *Symbol);

/// Another malloc stands in front of ours: no call of the process comes to us
/// by interposition alone. After resolve().
extern ALLOCSITES_HIDDEN bool InFrontOfUs;
/// The program does not have us in its own scope: it loaded us while it ran,
/// with an instrumented library. After resolve().
extern ALLOCSITES_HIDDEN bool LoadedLate;
/// That one has its `free` in the program itself, whose calls nobody can lead
/// to us where they were not rewritten.
bool programHasFree();
/// That one sends its calls on to us, so that we see them all. May allocate.
bool frontCallsUs();
/// From now on whoever calls us has been redirected (see Redirect.h), and wants
/// what stands in front.
void answerRedirected();
/// What to do for a form of operator delete: its definition behind ours, or in
/// front if calls are redirected.
void *deletionBehind(const char *Symbol);
/// The same for a direct call in the program: what that would have reached.
void *deletionAtCall(const char *Symbol);

/// std::get_new_handler, or null in a program without a C++ library.
extern void (*(*GetNewHandler)())();

} // namespace allocsites::real

#endif
