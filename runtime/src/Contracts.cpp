// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The message about a broken promise: the calls from the function that made it
// to the allocation, as the profile has them, or where it has no room the
// stack. Allocates nothing; a lock is taken for names that are not in the
// profile.
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
    message("more paths break contracts; those it has room for are in the "
            "profile: allocsites "
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
              : nullptr;
}
uint32_t promisingFrame(uint32_t SiteFlags) {
  return SiteFlags >> ALLOCSITES_CONTRACT_FRAME_SHIFT &
         ALLOCSITES_CONTRACT_FRAME_MAX;
}
/// As Registry::frameOf() of a site that is in the profile.
bool frameOf(const format::SiteEntry &S, uint32_t I, FrameText &To) {
  if (!I) {
    To = {textAt(S.callee), nullptr, 0, 0};
    return To.Function;
  }
  const format::FrameEntry *Frame = frameAt(S.frame);
  while (Frame && --I)
    Frame = frameAt(Frame->caller);
  if (Frame)
    To = {textAt(Frame->function), textAt(Frame->file), Frame->line,
          Frame->column};
  return Frame;
}

/// The sites from a leaf outwards; false behind the outermost.
class Outwards {
public:
  explicit Outwards(const LeafEntry &Leaf)
      : Site(Leaf.site), Next(nodeAt(Leaf.parent)) {
    if (!Site)
      step();
  }
  explicit operator bool() const { return Site; }
  uint32_t flags() const { return siteAt(Site).flags; }
  bool frame(uint32_t I, FrameText &To) const {
    return frameOf(siteAt(Site), I, To);
  }
  uint32_t key() const { return Site; }
  void step() {
    Site = Next->site;
    Next = nodeAt(Next->parent);
  }

private:
  Ref Site;
  const NodeEntry *Next;
};

/// The same of an allocation of T, the calling thread, that has no leaf: from
/// At, or if that is null from the innermost record's site.
class RecordsOutwards {
public:
  RecordsOutwards(const Thread &T, const allocsites_site *At)
      : Next(__allocsites_top), Site(At), Node(T.Top) {
    if (!Next)
      return;
    if (!Site)
      step();
    else if (Next->site == Site)
      Next = Next->parent;
  }
  explicit operator bool() const { return Site || Node->site; }
  uint32_t flags() const {
    Ref Id = ref();
    return Id & ALLOCSITES_SITE_NEW ? Registry::flagsOf(*Site, Id)
                                    : siteAt(Id).flags;
  }
  bool frame(uint32_t I, FrameText &To) const {
    Ref Id = ref();
    return Id & ALLOCSITES_SITE_NEW ? Sites.frameOf(*Site, I, To)
                                    : frameOf(siteAt(Id), I, To);
  }
  uint32_t key() const {
    return Site ? uint32_t(reinterpret_cast<uintptr_t>(Site)) : Node->site;
  }
  void step() {
    if (!Next && !Site)
      Node = nodeAt(Node->parent);
    Site = Next ? Next->site : nullptr;
    Next = Next ? Next->parent : nullptr;
  }

private:
  Ref ref() const {
    return Site ? __atomic_load_n(&Site->id, __ATOMIC_ACQUIRE) : Node->site;
  }
  const allocsites_record *Next;
  const allocsites_site *Site; ///< null: at Node, behind all records
  const NodeEntry *Node;
};

using Message = FixedText<16 << 10>;

class Teller {
public:
  explicit Teller(Message &To) : To(To) {}

  /// Promise is so many sites outwards of At.
  template <class Way>
  void tell(Way At, uint32_t Sites, const Way &Promise, uint64_t Bytes) {
    uint32_t Stop = promisingFrame(Promise.flags());
    FrameText Frame = {};
    // Debug information may lack frames that the code has.
    for (uint32_t I = Stop; !Promise.frame(I, Frame) && I > 1; --I)
      ;
    To += "allocsites: contract broken: ";
    name(Frame.Function);
    To += " must not allocate, and allocates ";
    To += Bytes;
    To += " bytes:\n";

    const char *Entered = nullptr; ///< the function of the last frame told
    for (;; At.step()) {
      // What it calls, unless the frames told say so: code without records.
      bool HasCallee = At.frame(0, Frame);
      if (!Entered || (HasCallee && strcmp(Frame.Function, Entered) != 0))
        line(HasCallee ? Frame : FrameText());
      bool Last = Sites-- == 0;
      uint32_t I = 1;
      for (; !(Last && I > Stop) && At.frame(I, Frame); ++I) {
        line(Frame);
        Entered = Frame.Function;
      }
      if (!Last)
        continue;
      bool HasCaller = At.frame(I, Frame);
      if (!HasCaller) {
        At.step();
        HasCaller = At && At.frame(1, Frame);
      }
      if (HasCaller) {
        To += "    called by ";
        position(Frame);
      }
      return;
    }
  }

private:
  void name(const char *Symbol) {
    if (!Symbol) {
      To += "a function of no known name";
      return;
    }
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
  void position(const FrameText &Frame) {
    name(Frame.Function);
    if (Frame.File) {
      To += ' ';
      path(Frame.File);
      if (Frame.Line) {
        To += ':';
        To += uint64_t(Frame.Line);
      }
    }
    To += '\n';
  }
  void line(const FrameText &Frame) {
    To += "    #";
    To += Number++;
    To += ' ';
    position(Frame);
  }

  Message &To;
  uint64_t Number = 0;
};

/// Of what is the same to the author of a promise.
class Identity {
public:
  void add(uint32_t Part) { Hash = (Hash ^ Part) * 1099511628211u; }
  void add(const char *Text) {
    for (; Text && *Text; ++Text)
      add(uint32_t(*Text));
  }
  /// The promise at At, whoever called it.
  template <class Way> void addPromise(const Way &At) {
    FrameText Frame;
    if (At.frame(0, Frame))
      add(Frame.Function);
    uint32_t Stop = promisingFrame(At.flags());
    for (uint32_t I = 1; I <= Stop && At.frame(I, Frame); ++I) {
      add(Frame.Function);
      add(Frame.Line);
      add(Frame.Column);
    }
  }
  uint64_t hash() const { return Hash; }

private:
  uint64_t Hash = 14695981039346656037u;
};

template <class Way>
void write(const Way &From, uint32_t Sites, const Way &Promise, uint64_t Bytes,
           const char *More) {
  // Zeroed memory is an empty text; stacks may be small.
  auto *Text = static_cast<Message *>(mapPrivate(sizeof(Message)));
  if (!Text)
    return message("contract broken; no memory to tell where");
  Teller(*Text).tell(From, Sites, Promise, Bytes);
  *Text += More;
  writeMessage(Text->text(), Text->size());
  unmapPrivate(Text, sizeof(Message));
}

/// Sites outwards of At, which comes to be at the one that promised; false if
/// there is none. Visit sees the others' keys.
template <class Way, class Visitor>
bool findPromise(Way &At, uint32_t &Sites, Visitor Visit) {
  for (Sites = 0; At && !(At.flags() & ALLOCSITES_SITE_NO_ALLOC); ++Sites) {
    Visit(At.key());
    At.step();
  }
  return bool(At);
}

void tell(const LeafEntry &Leaf) {
  // Equal below the function that promised is the same, in whatever thread.
  Outwards At(Leaf);
  uint32_t Sites;
  Identity Path;
  Path.add(Leaf.site != 0);
  if (!findPromise(At, Sites, [&](uint32_t Key) { Path.add(Key); }))
    return;
  Path.addPromise(At);
  if (isNew(Path.hash()))
    write(Outwards(Leaf), Sites, At, Leaf.allocSpace, "");
}

void tellLost(const RecordsOutwards &From, uint64_t Bytes) {
  // Nothing remembers these paths, and a recursion is as many as it is deep.
  RecordsOutwards At = From;
  uint32_t Sites;
  Identity Ends;
  Ends.add(2);
  Ends.add(At.key());
  if (!findPromise(At, Sites, [](uint32_t) {}))
    return;
  Ends.addPromise(At);
  if (isNew(Ends.hash()))
    write(From, Sites, At, Bytes,
          "    not in the profile, which has no room for this path\n");
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

void tellLostBreach(Thread &T, uint64_t Size) {
  const allocsites_site *At = T.LostAt;
  T.LostAt = nullptr;
  if (T.AllowanceMissing)
    return;
  ErrnoKeeper Keep;
  // With so many told the way to the promise is not looked for.
  if (Breaches == OnBreach::Abort ||
      !__atomic_load_n(&SaidMore, __ATOMIC_RELAXED)) {
    AtWork Guard;
    tellLost(RecordsOutwards(T, At), Size);
  }
  if (Breaches == OnBreach::Abort)
    abort();
}

} // namespace allocsites
