// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// operator new of the allocsites command: large blocks consist of huge pages
// where programs may ask for them. The tables of a large profile are written
// once; on a virtual machine most of that time would go into a page fault for
// each 4 KiB.
#include <cstdlib>
#include <new>
#include <sys/mman.h>

namespace {

constexpr std::size_t HugePage = 2 << 20;
/// A block takes up whole huge pages, so from a quarter of one on.
constexpr std::size_t LargeBlock = HugePage / 4;

void *tryToAllocate(std::size_t size) {
  if (size < LargeBlock || size > ~std::size_t(0) - HugePage)
    return std::malloc(size != 0 ? size : 1);
  size = (size + HugePage - 1) / HugePage * HugePage;
  void *block = std::aligned_alloc(HugePage, size);
  if (block)
    madvise(block, size, MADV_HUGEPAGE); // A wish: all is well without.
  return block;
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

void operator delete(void *block) noexcept { std::free(block); }
