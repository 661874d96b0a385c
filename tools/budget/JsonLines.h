// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In which line of a JSON text something is, for messages: the parser does not
// say.
#ifndef ALLOCSITES_BUDGET_JSONLINES_H
#define ALLOCSITES_BUDGET_JSONLINES_H

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace allocsites {

/// Lines of the keys of the outermost object, and of the objects in arrays
/// directly below it. \p text must be JSON; comments are passed over.
class JsonLines {
public:
  explicit JsonLines(std::string_view text);

  /// Of a key of the outermost object (\p object -1) or of the nth object; of
  /// the object itself if it has no such key.
  int of(int object, const std::string &key) const;

  /// The first key that its object has twice, and the line where it comes
  /// again; 0: there is none.
  const std::pair<std::string, int> &repeated() const { return again; }

private:
  void add(int object, const std::string &key, int line);

  std::map<std::pair<int, std::string>, int> keys;
  std::map<int, int> objects;
  std::pair<std::string, int> again{{}, 0};
};

} // namespace allocsites

#endif
