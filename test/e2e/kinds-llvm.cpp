// Intent: the rules for LLVM's ADT and Support name what its own sources allocate, at -O0 and -O2.
//
// REQUIRES: llvm-dev
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -std=c++17 -I%llvm_include -O$o %s -o %t/p$o -L%llvm_include/../lib -lLLVM-19 && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %python %S/Inputs/kinds.py %allocsites %s %t/p$o.allocs || exit 1; done

// Expectations stand behind their line, in one column.
// clang-format off
#include <llvm/ADT/APInt.h>
#include <llvm/ADT/BitVector.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/Allocator.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/raw_ostream.h>
#include <string>

int main() {
  llvm::SmallVector<int, 2> A;
  for (int I = 0; I < 9; ++I)
    A.push_back(I);                       // kind: SmallVector growth
  A.reserve(1000);                        // kind: SmallVector growth
  llvm::DenseMap<int, int> B;
  B[1] = 1;                               // kind: DenseMap growth
  int Values[9];
  llvm::SmallPtrSet<int *, 2> C;
  for (int &Value : Values)
    C.insert(&Value);                     // kind: SmallPtrSet growth
  llvm::StringMap<int> D;
  D["one"] = 1;                           // kind: StringMap entry, StringMap growth
  llvm::BitVector E(1000);                // kind: BitVector growth
  llvm::APInt F(1000, 1);                 // kind: APInt
  llvm::BumpPtrAllocator G;
  G.Allocate(100, 8);                     // kind: bump allocator slab
  std::string H = (llvm::Twine("a text that is ") + "too long to keep").str(); // kind: Twine to string
  llvm::Error I = llvm::createStringError(llvm::inconvertibleErrorCode(), "bad"); // kind: Error
  llvm::consumeError(std::move(I));
  std::string J;
  llvm::raw_string_ostream K(J);
  K << "a text too long for any small buffer"; // kind: raw_ostream
  return int(E.size() + F.getBitWidth() + H.size()) == 0;
}
