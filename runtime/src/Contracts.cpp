// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The message about a broken promise: the calls from the function that made it
// to the allocation, as the profile has them. Allocates nothing, takes no lock.
#include "Contracts.h"
#include "Registry.h"
#include "Runtime.h"
#include "SymbolName.h"

#include <stdlib.h>
#include <string.h>

namespace allocsites {

OnBreach Breaches;

namespace {

/// Paths told of, by hash; 0: free. When it is full no more is told.
constexpr uint32_t MostTold = 1024;
uint64_t Told[MostTold];
bool SaidMore;

/// True for the first that asks.
bool isNew(uint64_t Hash) {
  Hash |= 1;
  for (uint32_t I = 0; I < MostTold; ++I) {
    uint64_t Free = 0;
    uint64_t &Slot = Told[(Hash / 2 + I) % MostTold];
    if (__atomic_compare_exchange_n(&Slot, &Free, Hash, false, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED))
      return true;
    if (Free == Hash)
      return false;
  }
  if (!__atomic_exchange_n(&SaidMore, true, __ATOMIC_RELAXED))
    message("more paths break contracts; they are in the profile: allocsites "
            "contracts");
  return false;
}

const format::SiteEntry &siteAt(Ref Site) {
  return *entryAt<format::SiteEntry>(Site);
}
const format::FrameEntry *frameAt(Ref Frame) {
  return Frame ? entryAt<format::FrameEntry>(Frame) : nullptr;
}
const char *textAt(Ref Text) {
  return Text ? reinterpret_cast<const char *>(
                    entryAt<format::StringEntry>(Text) + 1)
              : "a function of no known name";
}
uint32_t promisingFrame(const format::SiteEntry &S) {
  return S.flags >> ALLOCSITES_CONTRACT_FRAME_SHIFT &
         ALLOCSITES_CONTRACT_FRAME_MAX;
}

/// The sites from a leaf outwards.
class Outwards {
public:
  explicit Outwards(const LeafEntry &Leaf)
      : Site(Leaf.site), Next(nodeAt(Leaf.parent)) {
    if (!Site)
      step();
  }
  /// False behind the outermost.
  explicit operator bool() const { return Site; }
  const format::SiteEntry &operator*() const { return siteAt(Site); }
  Ref ref() const { return Site; }
  void step() {
    Site = Next->site;
    Next = nodeAt(Next->parent);
  }

private:
  Ref Site;
  const NodeEntry *Next;
};

using Message = FixedText<16 << 10>;

class Teller {
public:
  explicit Teller(Message &To) : To(To) {}

  void tell(const LeafEntry &Leaf, Outwards Promise) {
    const format::SiteEntry &Made = *Promise;
    uint32_t Stop = promisingFrame(Made);
    To += "allocsites: contract broken: ";
    const format::FrameEntry *By = frameAt(Made.frame);
    for (uint32_t I = 1; I < Stop && By && By->caller; ++I)
      By = frameAt(By->caller);
    name(textAt(!Stop ? Made.callee : By ? By->function : 0));
    To += " must not allocate, and allocates ";
    To += Leaf.allocSpace;
    To += " bytes:\n";

    Ref Entered = 0; ///< the function of the last frame told
    Outwards At(Leaf);
    for (;; At.step()) {
      const format::SiteEntry &S = *At;
      // What it calls, unless the frames told say so: code without records.
      if (!Entered || (S.callee && S.callee != Entered))
        line(textAt(S.callee), nullptr);
      bool Last = At.ref() == Promise.ref();
      const format::FrameEntry *Frame = frameAt(S.frame);
      for (uint32_t I = 1; Frame && !(Last && I > Stop); ++I) {
        line(textAt(Frame->function), Frame);
        Entered = Frame->function;
        Frame = frameAt(Frame->caller);
      }
      if (!Last)
        continue;
      if (!Frame) {
        At.step();
        Frame = At ? frameAt((*At).frame) : nullptr;
      }
      if (Frame) {
        To += "    called by ";
        position(textAt(Frame->function), Frame);
      }
      return;
    }
  }

private:
  void name(const char *Symbol) {
    NameText Readable;
    readableName(Symbol, Readable);
    To += Readable.text();
  }
  /// The path without `x/..`, which compilers leave in it.
  void path(const char *File) {
    FixedText<1024> Short;
    while (*File && !Short.full()) {
      size_t Length = strcspn(File + 1, "/") + 1;
      if (Length == 3 && memcmp(File, "/..", 3) == 0) {
        const char *Slash = strrchr(Short.text(), '/');
        Short.cut(Slash ? size_t(Slash - Short.text()) : 0);
      } else {
        for (size_t I = 0; I < Length; ++I)
          Short += File[I];
      }
      File += Length;
    }
    To += Short.text();
  }
  void position(const char *Function, const format::FrameEntry *Frame) {
    name(Function);
    if (Frame && Frame->file) {
      To += ' ';
      path(textAt(Frame->file));
      if (Frame->line) {
        To += ':';
        To += uint64_t(Frame->line);
      }
    }
    To += '\n';
  }
  void line(const char *Function, const format::FrameEntry *Frame) {
    To += "    #";
    To += Number++;
    To += ' ';
    position(Function, Frame);
  }

  Message &To;
  uint64_t Number = 0;
};

void tell(const LeafEntry &Leaf) {
  // Equal below the function that promised is the same to its author, whoever
  // called it, in whatever thread.
  Outwards At(Leaf);
  uint64_t Hash = 14695981039346656037u;
  auto Add = [&Hash](uint32_t Part) { Hash = (Hash ^ Part) * 1099511628211u; };
  Add(Leaf.site != 0);
  for (; At && !((*At).flags & ALLOCSITES_SITE_NO_ALLOC); At.step())
    Add(At.ref());
  if (!At)
    return;
  Add((*At).callee);
  const format::FrameEntry *Frame = frameAt((*At).frame);
  for (uint32_t I = promisingFrame(*At); Frame && I; --I) {
    Add(Frame->function);
    Add(Frame->line);
    Add(Frame->column);
    Frame = frameAt(Frame->caller);
  }
  if (!isNew(Hash))
    return;
  // Zeroed memory is an empty text; stacks may be small.
  auto *Text = static_cast<Message *>(mapPrivate(sizeof(Message)));
  if (!Text)
    return message("contract broken; no memory to tell where");
  Teller(*Text).tell(Leaf, At);
  writeMessage(Text->text(), Text->size());
  unmapPrivate(Text, sizeof(Message));
}

} // namespace

void noteBreach(Thread &T, LeafEntry *Leaf) {
  if (Breaches == OnBreach::Nothing)
    return;
  T.Breach = Leaf;
  T.SettleAt = 0; // right behind the counting
}

void tellBreach(Thread &T) {
  LeafEntry *Leaf = T.Breach;
  T.Breach = nullptr;
  ErrnoKeeper Keep;
  {
    AtWork Guard;
    tell(*Leaf);
  }
  if (Breaches == OnBreach::Abort)
    abort();
}

} // namespace allocsites
