// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Laying out a function's sites, their inline chains and the scopes of these.
#include "SiteTable.h"
#include "AllocFunctions.h"
#include "SourcePaths.h"
#include "allocsites/abi.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DerivedTypes.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace allocsites {

static_assert(sizeof(allocsites_scope) == 12 &&
                  sizeof(allocsites_frame) == 16 &&
                  sizeof(allocsites_site) == 20,
              "the structure types below follow abi.h");

SiteTables::SiteTables(Module &M) : M(M) {
  LLVMContext &C = M.getContext();
  Type *I16 = Type::getInt16Ty(C), *I32 = Type::getInt32Ty(C);
  ScopeType = StructType::get(C, {I32, I32, I32});
  FrameType = StructType::get(C, {I32, I32, I16, I16, I32});
  SiteType = StructType::get(C, {I32, I32, I32, I32, I32});
  // Set by Clang, before any pass runs, in modules compiled for LTO.
  IsForLTO =
      M.getModuleFlag("ThinLTO") || M.getModuleFlag("EnableSplitLTOUnit");
}

Constant *SiteTables::string(StringRef Text) {
  Constant *&Known = Strings[Text];
  if (!Known) {
    Constant *Bytes = ConstantDataArray::getString(M.getContext(), Text);
    auto *Global = new GlobalVariable(M, Bytes->getType(), /*isConstant=*/true,
                                      GlobalValue::PrivateLinkage, Bytes,
                                      "__allocsites_string");
    Global->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
    Global->setAlignment(Align(1));
    Known = Global;
  }
  return Known;
}

Constant *SiteTables::path(const DIFile *File) {
  auto [Known, New] = Paths.try_emplace(File, nullptr);
  if (New)
    if (std::string Path = absolutePath(File); !Path.empty())
      Known->second = string(Path);
  return Known->second;
}

/// One table in the making. Scopes, frames and sites are numbered as they come;
/// since their numbers are final only when all have come, references between
/// them are kept as numbers until then.
class SiteTables::Builder {
public:
  Builder(SiteTables &Tables, Function &F) : Tables(Tables), F(F) {}

  void add(const Site &S) {
    SiteFrames.push_back(S.Where ? frame(S.Where) : frameOfFunction());
  }

  std::vector<Constant *> finish(ArrayRef<Site> Sites);

private:
  static constexpr unsigned None = ~0u;
  struct Scope {
    Constant *Name, *File;
    unsigned Line;
  };
  using FrameKey = std::tuple<unsigned, unsigned, unsigned, unsigned, unsigned>;

  unsigned scope(const DISubprogram *SP, const DIFile *File);
  unsigned frame(const DILocation *Where);
  unsigned frameOfFunction();
  unsigned frame(unsigned Scope, unsigned Line, unsigned Column,
                 unsigned Discriminator, unsigned Caller) {
    FrameKey Key{Scope, Line, std::min(Column, 0xffffu),
                 std::min(Discriminator, 0xffffu), Caller};
    return Frames.insert({Key, unsigned(Frames.size())}).first->second;
  }

  // Offsets within the table.
  uint64_t frameOffset(unsigned I) const {
    return Scopes.size() * sizeof(allocsites_scope) +
           I * sizeof(allocsites_frame);
  }
  uint64_t siteOffset(unsigned I) const {
    return frameOffset(Frames.size()) + I * sizeof(allocsites_site);
  }
  Constant *number(uint64_t N) const {
    return ConstantInt::get(Type::getInt32Ty(F.getContext()), N);
  }
  /// What the field at Offset says of Target, which lies elsewhere.
  Constant *reference(uint64_t Offset, Constant *Target) const;
  /// The same of what lies at TargetOffset of this table.
  Constant *inner(uint64_t Offset, uint64_t TargetOffset) const {
    return number(uint32_t(TargetOffset - Offset));
  }
  GlobalVariable *createGlobal(ArrayRef<Type *> Types);

  SiteTables &Tables;
  Function &F;
  GlobalVariable *Table = nullptr;
  std::vector<Scope> Scopes;
  DenseMap<std::pair<const DISubprogram *, const DIFile *>, unsigned>
      ScopeNumbers;
  MapVector<FrameKey, unsigned, std::map<FrameKey, unsigned>> Frames;
  DenseMap<const DILocation *, unsigned> FrameNumbers;
  std::vector<unsigned> SiteFrames;
};

unsigned SiteTables::Builder::scope(const DISubprogram *SP,
                                    const DIFile *File) {
  auto [Known, New] = ScopeNumbers.try_emplace({SP, File}, Scopes.size());
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
  Scopes.push_back({Tables.string(Name), File ? Tables.path(File) : nullptr,
                    SP ? SP->getLine() : 0});
  return Known->second;
}

unsigned SiteTables::Builder::frame(const DILocation *Where) {
  if (auto Known = FrameNumbers.find(Where); Known != FrameNumbers.end())
    return Known->second;
  const DILocation *InlinedAt = Where->getInlinedAt();
  unsigned Caller = InlinedAt ? frame(InlinedAt) : None;
  unsigned Number =
      frame(scope(Where->getScope()->getSubprogram(), Where->getFile()),
            Where->getLine(), Where->getColumn(), Where->getBaseDiscriminator(),
            Caller);
  return FrameNumbers[Where] = Number;
}

unsigned SiteTables::Builder::frameOfFunction() {
  const DISubprogram *SP = F.getSubprogram();
  return frame(scope(SP, SP ? SP->getFile() : nullptr), 0, 0, 0, None);
}

Constant *SiteTables::Builder::reference(uint64_t Offset,
                                         Constant *Target) const {
  if (!Target)
    return number(0);
  Type *I64 = Type::getInt64Ty(F.getContext());
  Constant *Field = ConstantExpr::getInBoundsGetElementPtr(
      Type::getInt8Ty(F.getContext()), static_cast<Constant *>(Table),
      ConstantInt::get(I64, Offset));
  Constant *Distance =
      ConstantExpr::getSub(ConstantExpr::getPtrToInt(Target, I64),
                           ConstantExpr::getPtrToInt(Field, I64));
  return ConstantExpr::getTrunc(Distance, Type::getInt32Ty(F.getContext()));
}

GlobalVariable *SiteTables::Builder::createGlobal(ArrayRef<Type *> Types) {
  auto *Global =
      new GlobalVariable(Tables.M, StructType::get(F.getContext(), Types),
                         /*isConstant=*/false, GlobalValue::PrivateLinkage,
                         nullptr, "__allocsites_sites." + symbolName(F));
  Global->setAlignment(Align(alignof(allocsites_site)));
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

std::vector<Constant *> SiteTables::Builder::finish(ArrayRef<Site> Sites) {
  LLVMContext &C = F.getContext();
  Type *I16 = Type::getInt16Ty(C);
  ArrayType *Types[] = {ArrayType::get(Tables.ScopeType, Scopes.size()),
                        ArrayType::get(Tables.FrameType, Frames.size()),
                        ArrayType::get(Tables.SiteType, Sites.size())};
  Table = createGlobal({Types[0], Types[1], Types[2]});

  std::vector<Constant *> Elements[3];
  for (unsigned I = 0; I < Scopes.size(); ++I) {
    uint64_t At = I * sizeof(allocsites_scope);
    Elements[0].push_back(ConstantStruct::get(
        Tables.ScopeType,
        {reference(At + offsetof(allocsites_scope, name), Scopes[I].Name),
         reference(At + offsetof(allocsites_scope, file), Scopes[I].File),
         number(Scopes[I].Line)}));
  }
  for (const auto &[Key, I] : Frames) {
    auto [Scope, Line, Column, Discriminator, Caller] = Key;
    uint64_t At = frameOffset(I);
    Elements[1].push_back(ConstantStruct::get(
        Tables.FrameType,
        {inner(At + offsetof(allocsites_frame, scope),
               Scope * sizeof(allocsites_scope)),
         number(Line), ConstantInt::get(I16, Column),
         ConstantInt::get(I16, Discriminator),
         Caller == None ? number(0)
                        : inner(At + offsetof(allocsites_frame, caller),
                                frameOffset(Caller))}));
  }
  for (unsigned I = 0; I < Sites.size(); ++I) {
    uint64_t At = siteOffset(I);
    const Site &S = Sites[I];
    auto Text = [&](StringRef String) {
      return String.empty() ? nullptr : Tables.string(String);
    };
    Elements[2].push_back(ConstantStruct::get(
        Tables.SiteType,
        {number(0), number(S.Flags),
         inner(At + offsetof(allocsites_site, frame),
               frameOffset(SiteFrames[I])),
         reference(At + offsetof(allocsites_site, callee), Text(S.Callee)),
         reference(At + offsetof(allocsites_site, type), Text(S.Type))}));
  }
  Constant *Arrays[3];
  for (unsigned I = 0; I < 3; ++I)
    Arrays[I] = ConstantArray::get(Types[I], Elements[I]);
  Table->setInitializer(
      ConstantStruct::get(cast<StructType>(Table->getValueType()), Arrays));

  std::vector<Constant *> Addresses;
  for (unsigned I = 0; I < Sites.size(); ++I)
    Addresses.push_back(ConstantExpr::getInBoundsGetElementPtr(
        Type::getInt8Ty(C), static_cast<Constant *>(Table),
        ConstantInt::get(Type::getInt64Ty(C), siteOffset(I))));
  return Addresses;
}

std::vector<Constant *> SiteTables::add(Function &F, ArrayRef<Site> Sites) {
  Builder Table(*this, F);
  for (const Site &S : Sites)
    Table.add(S);
  return Table.finish(Sites);
}

} // namespace allocsites
