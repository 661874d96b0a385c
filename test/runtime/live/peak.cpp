// Intent: the peak is what was in use at the moment of the most bytes in use,
// line by line, whatever came before and after; checked against the program's
// own account over random allocations and frees.
// RUN: mkdir -p %t
// RUN: %instrument-cxx -O1 %s -o %t/p
// RUN: env ALLOCSITES_FILE=%t/p.allocs %t/p > %t/own
// RUN: %allocsites top --json -lines -focus='^line' %t/p.allocs > %t/seen
// RUN: %python %S/Inputs/same_account.py %t/own %t/seen
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>

struct Account {
  uint64_t Alloc, Space, Inuse, InuseSpace, Peak, PeakSpace, Temp;
};
static Account Lines[4];
static uint64_t Now, Most;
struct Block {
  int Line;
  uint64_t Size, Number;
};
static Block Blocks[512];
static void *Pointers[512];
static uint64_t Number;

__attribute__((noinline)) static void *line0(size_t N) { return malloc(N); }
__attribute__((noinline)) static void *line1(size_t N) { return malloc(N); }
__attribute__((noinline)) static void *line2(size_t N) { return malloc(N); }
__attribute__((noinline)) static void *line3(size_t N) {
  return ::operator new(N);
}

static void allocate(int Slot, int Line, size_t Size) {
  void *(*Of[])(size_t) = {line0, line1, line2, line3};
  Pointers[Slot] = Of[Line](Size);
  Blocks[Slot] = {Line, Size, ++Number};
  Account &A = Lines[Line];
  ++A.Alloc, A.Space += Size, ++A.Inuse, A.InuseSpace += Size;
  Now += Size;
  if (Now > Most) {
    Most = Now;
    for (Account &Each : Lines)
      Each.Peak = Each.Inuse, Each.PeakSpace = Each.InuseSpace;
  }
}
static void release(int Slot) {
  Block &B = Blocks[Slot];
  if (B.Line == 3)
    ::operator delete(Pointers[Slot]);
  else
    free(Pointers[Slot]);
  Pointers[Slot] = nullptr;
  Account &A = Lines[B.Line];
  --A.Inuse, A.InuseSpace -= B.Size;
  A.Temp += B.Number == Number;
  Now -= B.Size;
}

int main() {
  uint64_t State = 1;
  auto Draw = [&](uint64_t Below) {
    State = State * 6364136223846793005u + 1442695040888963407u;
    return (State >> 33) % Below;
  };
  // Rising, falling and rising again, with churn at all heights.
  for (int Round = 0; Round < 200000; ++Round) {
    int Height = (Round / 20000) % 3 == 1 ? 100 : 500;
    int Slot = int(Draw(Height));
    if (Pointers[Slot])
      release(Slot);
    else
      allocate(Slot, int(Draw(4)), Draw(50) ? 1 + Draw(300) : Draw(100000));
    if (Height == 100 && Pointers[Round % 512])
      release(Round % 512);
  }
  // printf's own buffer is the process's too: none.
  static char Buffer[4096];
  setvbuf(stdout, Buffer, _IOFBF, sizeof Buffer);
  for (int I = 0; I < 4; ++I) {
    Account &A = Lines[I];
    printf("line%d %lu %lu %lu %lu %lu %lu %lu\n", I, A.Alloc, A.Space, A.Inuse,
           A.InuseSpace, A.Peak, A.PeakSpace, A.Temp);
  }
}
