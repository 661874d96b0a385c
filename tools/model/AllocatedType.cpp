// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "model/AllocatedType.h"

#include "model/FunctionName.h"
#include "support/Demangle.h"

namespace allocsites {

namespace {

/// What the library wraps an object in that is the user's: the object.
constexpr std::string_view Wrappers[] = {
    "std::_Sp_counted_ptr_inplace", // make_shared
    "std::__shared_ptr_emplace",
    "std::__function::__func", // std::function
};

std::string unwrap(std::string_view type) {
  for (std::string_view wrapper : Wrappers)
    if (type.starts_with(wrapper))
      if (std::string_view object = firstTemplateArgument(type, wrapper);
          !object.empty())
        return std::string(object);
  return std::string(type);
}

} // namespace

std::string typeAllocatedBy(std::string_view demangled) {
  // The standard allocators, by their own template argument.
  for (std::string_view allocator :
       {"std::__new_allocator", "std::allocator", "__gnu_cxx::new_allocator",
        "std::pmr::polymorphic_allocator"})
    if (demangled.starts_with(allocator) &&
        demangled.substr(allocator.size()).starts_with('<') &&
        demangled.find(">::allocate") != std::string_view::npos)
      return unwrap(firstTemplateArgument(demangled, allocator));
  for (std::string_view maker : {"make_unique", "make_unique_for_overwrite"}) {
    // Its return type comes first in the name.
    if (demangled.find(maker) == std::string_view::npos)
      break;
    std::string_view type =
        firstTemplateArgument(demangled, "std::" + std::string(maker));
    size_t array = type.rfind('[');
    if (!type.empty())
      return std::string(
          array == std::string_view::npos
              ? type
              : type.substr(0, type.find_last_not_of(' ', array - 1) + 1));
  }
  // Strings, of which only the callee may be known.
  if (demangled.starts_with("std::string::"))
    return "char";
  if (demangled.starts_with("std::wstring::"))
    return "wchar_t";
  if (demangled.starts_with("std::basic_string<"))
    return std::string(firstTemplateArgument(demangled, "std::basic_string"));
  return {};
}

std::string presentType(std::string_view spelled) {
  return spelled.empty() ? std::string()
                         : unwrap(abbreviate(std::string(spelled)));
}

} // namespace allocsites
