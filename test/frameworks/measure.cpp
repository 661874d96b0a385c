// Intent: Measure gives the allocations of each operation of a loop of one's
// own, as a fraction, and takes nothing but a header.
//
// RUN: %instrument-cxx -O2 -I%include_dir %s -o %t
// RUN: rm -f %t.allocs && env ALLOCSITES_FILE=%t.allocs %t
#include <allocsites/api.h>
#include <cstdlib>

int main() {
  const int Operations = 2000;
  free(malloc(3));
  allocsites::Measure Measure;
  for (int I = 0; I < Operations; ++I)
    for (int J = 0; J < (I < 30 ? 9 : 10); ++J) {
      void *Block = malloc(4);
      asm volatile("" : : "r"(Block) : "memory");
      free(Block);
    }
  allocsites::Measure::PerOperation Each = Measure.per(Operations);
  return Each.objects == 9.985 && Each.bytes == 39.94 ? 0 : 1;
}
