// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads go on with the labels of whoever starts them.
#include "Labels.h"
#include "Real.h"
#include "Runtime.h"

using namespace allocsites;

namespace {

using Start = void *(*)(void *);

struct Ticket {
  Start Routine;
  void *Argument;
  LabelList Labels;
};

void *startLabelled(void *Given) {
  Ticket Mine = *static_cast<Ticket *>(Given);
  real::Next.free(Given);
  if (Thread *T = Current ? Current : enter(__builtin_frame_address(0)))
    takeLabels(*T, Mine.Labels);
  return Mine.Routine(Mine.Argument);
}

} // namespace

ALLOCSITES_EXPORT int pthread_create(pthread_t *New,
                                     const pthread_attr_t *Attributes,
                                     Start Routine, void *Argument) {
  static int (*Behind)(pthread_t *, const pthread_attr_t *, Start, void *);
  if (!Behind)
    Behind = reinterpret_cast<decltype(Behind)>(
        real::nextDefinition("pthread_create"));
  Thread *T = Current;
  if (!T || !T->Top->parent)
    return Behind(New, Attributes, Routine, Argument);
  auto *Given = static_cast<Ticket *>(real::Next.malloc(sizeof(Ticket)));
  if (!Given)
    return Behind(New, Attributes, Routine, Argument);
  *Given = {Routine, Argument, labelsOf(*T)};
  int Error = Behind(New, Attributes, startLabelled, Given);
  if (Error)
    real::Next.free(Given);
  return Error;
}
