// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Laying out a function's sites and their inline chains.
#include "SiteTable.h"
#include "AllocFunctions.h"
#include "SourcePaths.h"
#include "allocsites/abi.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/Support/MathExtras.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace allocsites {

SiteTables::SiteTables(Module &M) : M(M), Names(M) {
  // Set by Clang, before any pass runs, in modules compiled for LTO.
  IsForLTO =
      M.getModuleFlag("ThinLTO") || M.getModuleFlag("EnableSplitLTOUnit");
}

uint32_t SiteTables::path(const DIFile *File) {
  if (!File)
    return 0;
  auto [Known, New] = Paths.try_emplace(File, 0);
  if (New)
    Known->second = Names.string(absolutePath(File));
  return Known->second;
}

/// One table in the making: descriptions are written as sites come, each with
/// those of its frames that are new.
class SiteTables::Builder {
public:
  Builder(SiteTables &Tables, Function &F) : Tables(Tables), F(F) {}

  void add(const Site &S);
  std::vector<Constant *> finish();

private:
  static constexpr unsigned None = ~0u;
  using FrameKey = std::tuple<unsigned, unsigned, unsigned, unsigned, unsigned>;

  unsigned scope(const DISubprogram *SP, const DIFile *File);
  // These return places in Descriptions.
  unsigned frame(const DILocation *Where);
  unsigned frameOfFunction();
  unsigned frame(unsigned Scope, unsigned Line, unsigned Column,
                 unsigned Discriminator, unsigned Caller);

  template <class Entry> static void append(std::vector<uint8_t> &To, Entry E) {
    sites::write(E, [&](uint8_t Byte) { To.push_back(Byte); });
  }
  Constant *distance(Constant *From, Constant *To) const;
  GlobalVariable *createGlobal(Type *Contents);

  SiteTables &Tables;
  Function &F;
  std::vector<uint8_t> Descriptions;
  DenseMap<std::pair<const DISubprogram *, const DIFile *>, unsigned> Scopes;
  std::map<FrameKey, unsigned> Frames;
  DenseMap<const DILocation *, unsigned> KnownFrames;
  std::vector<unsigned> SitePlaces;
};

unsigned SiteTables::Builder::scope(const DISubprogram *SP,
                                    const DIFile *File) {
  auto [Known, New] = Scopes.try_emplace({SP, File}, 0);
  if (!New)
    return Known->second;
  StringRef Name, Symbol = symbolName(F);
  if (SP) {
    Name = SP->getLinkageName();
    // Line tables alone leave linkage names out; the outermost is known.
    if (Name.empty())
      Name = SP == F.getSubprogram() && Symbol.starts_with("_Z")
                 ? Symbol
                 : SP->getName();
  }
  if (Name.empty())
    Name = Symbol;
  return Known->second =
             Tables.Names.scope({Tables.Names.string(Name), Tables.path(File),
                                 SP ? SP->getLine() : 0});
}

unsigned SiteTables::Builder::frame(unsigned Scope, unsigned Line,
                                    unsigned Column, unsigned Discriminator,
                                    unsigned Caller) {
  auto [Known, New] =
      Frames.try_emplace(FrameKey(Scope, Line, std::min(Column, 0xffffu),
                                  std::min(Discriminator, 0xffffu), Caller),
                         unsigned(Descriptions.size()));
  unsigned Place = Known->second;
  if (New)
    append(Descriptions,
           sites::Frame{Caller == None ? 0 : Place - Caller, Scope, Line,
                        std::get<2>(Known->first), std::get<3>(Known->first)});
  return Place;
}

unsigned SiteTables::Builder::frame(const DILocation *Where) {
  if (auto Known = KnownFrames.find(Where); Known != KnownFrames.end())
    return Known->second;
  const DILocation *InlinedAt = Where->getInlinedAt();
  unsigned Caller = InlinedAt ? frame(InlinedAt) : None;
  unsigned Place =
      frame(scope(Where->getScope()->getSubprogram(), Where->getFile()),
            Where->getLine(), Where->getColumn(), Where->getBaseDiscriminator(),
            Caller);
  return KnownFrames[Where] = Place;
}

unsigned SiteTables::Builder::frameOfFunction() {
  const DISubprogram *SP = F.getSubprogram();
  return frame(scope(SP, SP ? SP->getFile() : nullptr), 0, 0, 0, None);
}

void SiteTables::Builder::add(const Site &S) {
  unsigned Frame = S.Where ? frame(S.Where) : frameOfFunction();
  unsigned Place = Descriptions.size();
  append(Descriptions, sites::SiteText{Place, Place - Frame, S.Flags,
                                       Tables.Names.string(S.Callee),
                                       Tables.Names.string(S.Type)});
  SitePlaces.push_back(Place);
}

Constant *SiteTables::Builder::distance(Constant *From, Constant *To) const {
  Type *I64 = Type::getInt64Ty(F.getContext());
  Constant *Bytes = ConstantExpr::getSub(ConstantExpr::getPtrToInt(To, I64),
                                         ConstantExpr::getPtrToInt(From, I64));
  return ConstantExpr::getTrunc(Bytes, Type::getInt32Ty(F.getContext()));
}

GlobalVariable *SiteTables::Builder::createGlobal(Type *Contents) {
  auto *Global = new GlobalVariable(Tables.M, Contents, /*isConstant=*/false,
                                    GlobalValue::PrivateLinkage, nullptr,
                                    "__allocsites_sites." + symbolName(F));
  Global->setAlignment(Align(sites::TableAlign));
  Global->setSection(ALLOCSITES_SECTION);
  // The table comes and goes with the function's code: with its COMDAT, and
  // under --gc-sections even if someone holds on to the whole section. In LTO
  // the code may yet be inlined anywhere, so a table must not depend on where
  // the function itself ends up; there, unused tables go like any other global.
  if (!Tables.IsForLTO) {
    Global->setComdat(F.getComdat());
    Global->setMetadata(LLVMContext::MD_associated,
                        MDNode::get(F.getContext(), ValueAsMetadata::get(&F)));
  }
  return Global;
}

std::vector<Constant *> SiteTables::Builder::finish() {
  LLVMContext &C = F.getContext();
  std::vector<uint8_t> Head;
  append(Head, sites::TableHead{uint32_t(SitePlaces.size()),
                                uint32_t(Descriptions.size())});
  uint64_t NamesAt = Head.size();
  uint64_t DescriptionsAt = NamesAt + sizeof(int32_t);
  uint64_t SitesAt =
      alignTo(DescriptionsAt + Descriptions.size(), sites::TableAlign);
  Descriptions.resize(SitesAt - DescriptionsAt);

  std::vector<uint32_t> Ids;
  for (unsigned Place : SitePlaces)
    Ids.push_back(uint32_t(DescriptionsAt + Place - SitesAt -
                           Ids.size() * sizeof(allocsites_site)));
  Type *I32 = Type::getInt32Ty(C);
  Constant *HeadBytes = ConstantDataArray::get(C, Head);
  Constant *DescriptionBytes = ConstantDataArray::get(C, Descriptions);
  Constant *IdArray = ConstantDataArray::get(C, Ids);
  GlobalVariable *Table = createGlobal(
      StructType::get(C,
                      {HeadBytes->getType(), I32, DescriptionBytes->getType(),
                       IdArray->getType()},
                      /*isPacked=*/true));
  auto At = [&](uint64_t Offset) {
    return ConstantExpr::getInBoundsGetElementPtr(
        Type::getInt8Ty(C), static_cast<Constant *>(Table),
        ConstantInt::get(Type::getInt64Ty(C), Offset));
  };
  Table->setInitializer(ConstantStruct::get(
      cast<StructType>(Table->getValueType()),
      {HeadBytes, distance(At(NamesAt), Tables.Names.global()),
       DescriptionBytes, IdArray}));

  std::vector<Constant *> Addresses;
  for (unsigned I = 0; I < Ids.size(); ++I)
    Addresses.push_back(At(SitesAt + I * sizeof(allocsites_site)));
  return Addresses;
}

std::vector<Constant *> SiteTables::add(Function &F, ArrayRef<Site> Sites) {
  Builder Table(*this, F);
  for (const Site &S : Sites)
    Table.add(S);
  return Table.finish();
}

} // namespace allocsites
