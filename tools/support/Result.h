// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value or the reason why there is none. (std::expected is C++23.)
#ifndef ALLOCSITES_SUPPORT_RESULT_H
#define ALLOCSITES_SUPPORT_RESULT_H

#include <string>
#include <utility>
#include <variant>

namespace allocsites {

/// One line for the user: names the file or flag, what is wrong with it and
/// what to do next. Without the program's name and a final newline.
struct Error {
  std::string message;
};

template <typename T> class [[nodiscard]] Result {
public:
  Result(T value) : state(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state.index() == 0; }
  T &operator*() { return *std::get_if<0>(&state); }
  const T &operator*() const { return *std::get_if<0>(&state); }
  T *operator->() { return std::get_if<0>(&state); }
  const T *operator->() const { return std::get_if<0>(&state); }
  const Error &error() const { return *std::get_if<1>(&state); }

private:
  std::variant<T, Error> state;
};

template <> class [[nodiscard]] Result<void> {
public:
  Result() = default;
  Result(Error error) : failure(std::move(error)), failed(true) {}

  explicit operator bool() const { return !failed; }
  const Error &error() const { return failure; }

private:
  Error failure;
  bool failed = false;
};

} // namespace allocsites

#endif
