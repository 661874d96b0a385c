// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The demo's program: reads a compile_commands.json with JsonCpp and tells which
// compiler flags its folders use. Written as such things are first written.
#include <json/json.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

static std::vector<std::string> split(const std::string &text, char separator) {
  std::vector<std::string> parts;
  std::string part;
  for (char c : text) {
    if (c != separator) {
      part += c;
      continue;
    }
    parts.push_back(part);
    part.clear();
  }
  parts.push_back(part);
  return parts;
}

static std::string folderOf(Json::Value entry) {
  std::string path = entry["file"].asString();
  std::string folder;
  std::vector<std::string> parts = split(path, '/');
  for (size_t i = 0; i + 1 < parts.size(); ++i)
    folder += parts[i] + "/";
  return folder;
}

static std::map<std::string, std::set<std::string>>
flagsByFolder(const Json::Value &commands) {
  std::map<std::string, std::set<std::string>> flags;
  for (const Json::Value &entry : commands)
    for (std::string word : split(entry["command"].asString(), ' '))
      if (word.size() > 1 && word[0] == '-')
        flags[folderOf(entry)].insert(word);
  return flags;
}

int main(int argc, char **argv) {
  if (argc < 2)
    return 2;
  std::ifstream file(argv[1]);
  Json::Value commands;
  file >> commands;
  for (const auto &[folder, flags] : flagsByFolder(commands)) {
    std::ostringstream line;
    for (const std::string &flag : flags)
      line << ' ' << flag;
    std::printf("%s:%s\n", folder.c_str(), line.str().c_str());
  }
}
