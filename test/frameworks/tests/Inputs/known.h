// What the tests of every framework allocate: known by their names.
#include <allocsites/expect.h>
#include <cstdlib>
#include <string>
#include <thread>

inline void take(int count, size_t size) {
  for (int i = 0; i < count; ++i) {
    void *block = malloc(size);
    asm volatile("" : : "r"(block) : "memory");
    free(block);
  }
}

inline void leak(size_t size) {
  void *block = malloc(size);
  asm volatile("" : : "r"(block) : "memory");
}

/// A thread that the test starts is of the test.
inline void takeElsewhere(int count, size_t size) {
  std::thread(take, count, size).join();
}
