// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbering names as they come, and packing them.
#include "NamePool.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Compression.h"

using namespace llvm;

namespace allocsites {

uint32_t NamePool::string(StringRef String) {
  if (String.empty())
    return 0;
  auto [Known, New] = Strings.try_emplace(String, Strings.size() + 1);
  if (New) {
    Text.append(String.bytes_begin(), String.bytes_end());
    Text.push_back(0);
  }
  return Known->second;
}

uint32_t NamePool::scope(const sites::Scope &Scope) {
  auto [Known, New] =
      Scopes.try_emplace({Scope.name, Scope.file, Scope.line}, Scopes.size());
  if (New)
    sites::write(Scope, [&](uint8_t Byte) { ScopeText.push_back(Byte); });
  return Known->second;
}

GlobalVariable *NamePool::global() {
  if (!Global)
    Global =
        new GlobalVariable(M, Type::getInt8Ty(M.getContext()),
                           /*isConstant=*/false, GlobalValue::ExternalLinkage,
                           nullptr, "__allocsites_names.unfinished");
  return Global;
}

void NamePool::finish() {
  if (!Global)
    return;
  Text.append(ScopeText);
  sites::NamesHead Head = {};
  Head.hash = sites::hashOf(Text.data(), Text.size());
  Head.size = Text.size();
  Head.strings = Strings.size();
  Head.scopes = Scopes.size();
  SmallVector<uint8_t, 0> Packed;
  if (compression::zlib::isAvailable()) {
    compression::zlib::compress(Text, Packed,
                                compression::zlib::BestSizeCompression);
    Head.packed = Packed.size();
  } else {
    Packed = Text;
  }
  LLVMContext &C = M.getContext();
  auto *Whole = ConstantStruct::getAnon(
      {ConstantInt::get(Type::getInt64Ty(C), Head.loaded),
       ConstantInt::get(Type::getInt64Ty(C), Head.hash),
       ConstantInt::get(Type::getInt32Ty(C), Head.packed),
       ConstantInt::get(Type::getInt32Ty(C), Head.size),
       ConstantInt::get(Type::getInt32Ty(C), Head.strings),
       ConstantInt::get(Type::getInt32Ty(C), Head.scopes),
       ConstantDataArray::get(C, ArrayRef<uint8_t>(Packed))});
  static_assert(sizeof(sites::NamesHead) == 32 &&
                    offsetof(sites::NamesHead, scopes) == 28,
                "the structure above follows sites.h");
  auto *Finished = new GlobalVariable(M, Whole->getType(), /*isConstant=*/false,
                                      GlobalValue::PrivateLinkage, Whole,
                                      "__allocsites_names");
  Finished->setAlignment(Align(alignof(sites::NamesHead)));
  Finished->setSection(ALLOCSITES_NAMES_SECTION);
  Global->replaceAllUsesWith(Finished);
  Global->eraseFromParent();
  Global = Finished;
}

} // namespace allocsites
