// Intent: a clock that is set back while the program runs (by an administrator,
// by time synchronisation) moves neither the timeline nor the peak's time.
//
// The program's own clock: a day back each time that the time of day is asked
// for, ten milliseconds on each time for the clock that cannot be set.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %instrument-cxx -O1 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p > %t/said
// RUN: %allocsites report --json --no-source %t/p.allocs > %t/json
// RUN: %python %S/../Inputs/timeline.py %t/json $(cat %t/said)
//
// The same where the time of day is before its beginning.
// RUN: env ALLOCSITES_FILE=%t/old.allocs %t/p 1970 > %t/said
// RUN: %allocsites report --json --no-source %t/old.allocs > %t/json
// RUN: %python %S/../Inputs/timeline.py %t/json $(cat %t/said)
#include <cstdio>
#include <cstdlib>
#include <ctime>
static void *volatile Sink;
static long Today = 1790000000, Passed;
extern "C" int clock_gettime(clockid_t Clock, timespec *To) {
  if (Clock == CLOCK_REALTIME)
    *To = {Today -= 86400, 0};
  else if (Clock == CLOCK_MONOTONIC)
    *To = {++Passed / 100, Passed % 100 * 10000000};
  else
    *To = {};
  return 0;
}
int main(int Argc, char **) {
  if (Argc > 1)
    Today = 1000;
  for (int I = 0; I < 100; ++I) {
    Sink = malloc(100000);
    timespec Time;
    clock_gettime(CLOCK_REALTIME, &Time);
  }
  // Freed, so that the peak is over and has its time.
  free(Sink);
  printf("%ld\n", Passed);
}
