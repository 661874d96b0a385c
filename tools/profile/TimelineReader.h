// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The moments of a process out of its profile.
#ifndef ALLOCSITES_PROFILE_TIMELINEREADER_H
#define ALLOCSITES_PROFILE_TIMELINEREADER_H

#include "model/Timeline.h"
#include "profile/ProfileFile.h"

namespace allocsites {

/// Leaves out what cannot be: a moment at which a counter has fallen, or more
/// was freed than allocated. Moments after the recorded ones are not made up.
Timeline readTimeline(ProfileFile &profile);

} // namespace allocsites

#endif
