// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Oracle driver for yaml-cpp: loads the YAML documents that stand as string
// literals in a C++ header (the library's examples of the YAML specification),
// walks, changes and emits them. Arguments: the header, then YAML files.
#include "yaml-cpp/yaml.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

std::string readFile(const char *path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

char unescaped(char c) {
  switch (c) {
  case 'n':
    return '\n';
  case 't':
    return '\t';
  default:
    return c;
  }
}

/// The values of all variables that are initialised by string literals.
std::vector<std::string> literals(const std::string &text) {
  std::vector<std::string> found;
  bool inside = false;
  std::string value;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (inside && c == '\\' && i + 1 < text.size())
      value += unescaped(text[++i]);
    else if (c == '"')
      inside = !inside;
    else if (inside)
      value += c;
    else if (c == ';' && !value.empty())
      found.push_back(std::exchange(value, {}));
  }
  return found;
}

size_t countNodes(const YAML::Node &node) {
  size_t count = 1;
  if (node.IsSequence())
    for (const YAML::Node &child : node)
      count += countNodes(child);
  if (node.IsMap())
    for (const auto &child : node)
      count += countNodes(child.first) + countNodes(child.second);
  return count;
}

std::string emit(const YAML::Node &node) {
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "document" << YAML::Value << node
      << YAML::Key << "numbers" << YAML::Value << YAML::Flow
      << std::vector<int>{1, 2, 3, 5, 8} << YAML::EndMap;
  return out.c_str();
}

void process(const std::string &name, const std::string &text) {
  try {
    for (YAML::Node &document : YAML::LoadAll(text)) {
      size_t nodes = countNodes(document);
      if (document.IsMap())
        document["an added key"] = std::map<std::string, int>{{"one", 1}};
      else if (document.IsSequence())
        document.push_back("an added scalar, longer than a small string");
      YAML::Node copy = YAML::Clone(document);
      std::string emitted = emit(copy);
      std::printf("%s: %zu nodes, %zu bytes, again %zu\n", name.c_str(), nodes,
                  emitted.size(), countNodes(YAML::Load(emitted)));
    }
  } catch (const YAML::Exception &error) {
    std::printf("%s: %s\n", name.c_str(), error.what());
  }
}

} // namespace

int main(int argc, char **argv) {
  if (argc < 2)
    return 2;
  int number = 0;
  for (const std::string &text : literals(readFile(argv[1])))
    process("example " + std::to_string(++number), text);
  for (int i = 2; i < argc; ++i)
    process("file " + std::to_string(i - 1), readFile(argv[i]));
}
