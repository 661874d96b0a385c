// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator new of the allocsites command: large blocks consist of huge pages
// where programs may ask for them, and what is freed is given again. The tables
// of a large profile are written once, so most of that time would go into a
// page fault for each 4 KiB, and then into clearing pages.
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>
#include <sys/mman.h>

namespace {

constexpr std::size_t HugePage = 2 << 20;
/// A block takes up whole huge pages, so from a quarter of one on.
constexpr std::size_t LargeBlock = HugePage / 4;

/// Addresses of which large blocks are cut, in huge pages. They become memory
/// when they are first written, and stay it.
class Arena {
public:
  /// Null if there is no such piece; malloc may have one.
  void *allocate(std::size_t size) {
    std::lock_guard lock(mutex);
    std::size_t count = (size + HugePage - 1) / HugePage;
    if (count > Pages || !reserve())
      return nullptr;
    std::size_t at = findFree(count);
    if (at + count > Pages)
      return nullptr;
    if (at + count > end)
      end = at + count;
    lengths[at] = uint32_t(count);
    return base.load() + at * HugePage;
  }

  /// False if \p block is not of the arena.
  bool release(void *block) {
    std::uintptr_t distance =
        std::uintptr_t(block) - std::uintptr_t(base.load());
    if (!base.load() || distance >= Pages * HugePage)
      return false;
    std::lock_guard lock(mutex);
    lengths[distance / HugePage] = 0;
    return true;
  }

private:
  static constexpr std::size_t Pages = 8192; ///< 16 GiB

  bool reserve() {
    if (tried)
      return base.load();
    tried = true;
    std::size_t size = (Pages + 1) * HugePage;
    void *range = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (range == MAP_FAILED)
      return false;
    madvise(range, size, MADV_HUGEPAGE); // A wish: all is well without.
    base = static_cast<char *>(range) +
           (HugePage - std::uintptr_t(range) % HugePage) % HugePage;
    return true;
  }

  /// Where the smallest gap of at least \p count pages begins; without one the
  /// first page behind all blocks.
  std::size_t findFree(std::size_t count) const {
    std::size_t best = Pages, bestLength = Pages + 1;
    for (std::size_t at = 0; at < end;) {
      if (lengths[at] != 0) {
        at += lengths[at];
        continue;
      }
      std::size_t begin = at;
      while (at < end && lengths[at] == 0)
        ++at;
      if (at == end)
        return best < Pages ? best : begin;
      if (at - begin >= count && at - begin < bestLength) {
        best = begin;
        bestLength = at - begin;
      }
    }
    return best < Pages ? best : end;
  }

  std::mutex mutex;
  bool tried = false;
  std::atomic<char *> base = nullptr;    ///< null: nothing is reserved
  std::size_t end = 0;                   ///< first page that was never given
  std::array<uint32_t, Pages> lengths{}; ///< where blocks begin: their pages
};

constinit Arena arena;

void *tryToAllocate(std::size_t size) {
  if (size >= LargeBlock)
    if (void *block = arena.allocate(size))
      return block;
  return std::malloc(size != 0 ? size : 1);
}

} // namespace

void *operator new(std::size_t size) {
  while (true) {
    if (void *block = tryToAllocate(size))
      return block;
    if (std::new_handler handler = std::get_new_handler())
      handler();
    else
      throw std::bad_alloc();
  }
}

void operator delete(void *block) noexcept {
  if (!arena.release(block))
    std::free(block);
}
