// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a command and writes what it used. A process starts with the peak memory
// of the one that it was forked from; from this small one that is next to nothing.
//
// usage: measure RESULT [NAME=VALUE...] -- COMMAND [ARGUMENT...]
// The variables are the command's alone: one of them may preload a library.
// RESULT becomes "STATUS USER-MICROSECONDS WALL-NANOSECONDS PEAK-KIB".
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  int command = 2;
  while (command < argc && strcmp(argv[command], "--"))
    ++command;
  if (++command >= argc)
    return 125;
  long long start = now();
  pid_t child = fork();
  if (child == 0) {
    for (int i = 2; i < command - 1; ++i)
      putenv(argv[i]);
    execvp(argv[command], argv + command);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child)
    return 125;
  long long wall = now() - start;
  FILE *result = fopen(argv[1], "w");
  if (!result)
    return 125;
  fprintf(result, "%d %lld %lld %ld\n", status,
          usage.ru_utime.tv_sec * 1000000LL + usage.ru_utime.tv_usec, wall,
          usage.ru_maxrss);
  return fclose(result) ? 125 : 0;
}
