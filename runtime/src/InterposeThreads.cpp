// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads go on with the labels of whoever starts them, and with the context if
// asked to. A thread that gives itself a name allocates under that name.
#include "Interpose.h"
#include "Labels.h"
#include "Real.h"
#include "Runtime.h"
#include "SitePath.h"

using namespace allocsites;

namespace {

using Start = void *(*)(void *);

/// Handed to the new thread, which frees it.
struct Ticket {
  Start Routine;
  void *Argument;
  bool AllowanceMissing;
  uint32_t Depth;
  Ref Sites[];
};

void *startHeir(void *Given) {
  auto *Mine = static_cast<Ticket *>(Given);
  if (Thread *T = Current ? Current : enter(__builtin_frame_address(0))) {
    inherit(*T, Mine->Sites, Mine->Depth);
    if (Mine->AllowanceMissing)
      T->AllowanceMissing = Thread::MissingForGood;
  }
  Start Routine = Mine->Routine;
  void *Argument = Mine->Argument;
  real::Next.free(Given);
  return Routine(Argument);
}

Ticket *ticketFor(Thread *T, Start Routine, void *Argument) {
  NodeEntry *Node = T ? heritageOf(*T) : nullptr;
  uint32_t Depth = Node ? depthOf(Node) : 0;
  bool AllowanceMissing = T && T->AllowanceMissing;
  void *Room = Depth || AllowanceMissing
                   ? real::Next.malloc(sizeof(Ticket) + Depth * sizeof(Ref))
                   : nullptr;
  if (!Room)
    return nullptr;
  auto *Given = static_cast<Ticket *>(Room);
  Given->Routine = Routine;
  Given->Argument = Argument;
  Given->AllowanceMissing = AllowanceMissing;
  Given->Depth = Depth;
  sitesOf(Node, Given->Sites, Depth);
  return Given;
}

} // namespace

ALLOCSITES_INTERPOSE(int, pthread_create,
                     (pthread_t * New, const pthread_attr_t *Attributes,
                      Start Routine, void *Argument)) {
  static int (*Behind)(pthread_t *, const pthread_attr_t *, Start, void *);
  if (!Behind)
    Behind = reinterpret_cast<decltype(Behind)>(
        real::nextDefinition("pthread_create"));
  Ticket *Given = ticketFor(Current, Routine, Argument);
  if (!Given)
    return Behind(New, Attributes, Routine, Argument);
  int Error = Behind(New, Attributes, startHeir, Given);
  if (Error)
    real::Next.free(Given);
  return Error;
}

ALLOCSITES_INTERPOSE(int, pthread_setname_np,
                     (pthread_t Named, const char *Name)) {
  static int (*Behind)(pthread_t, const char *);
  if (!Behind)
    Behind = reinterpret_cast<decltype(Behind)>(
        real::nextDefinition("pthread_setname_np"));
  int Error = Behind(Named, Name);
  if (!Error && ThreadNames && pthread_equal(Named, pthread_self()))
    if (Thread *T = Current ? Current : enter(__builtin_frame_address(0)))
      nameThread(*T);
  return Error;
}
