// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Oracle driver for pugixml: parses documents, asks XPath queries, edits and
// writes them back. Arguments: an HTML manual, a folder of XML files.
#include "pugixml.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

/// A query's value as text; a wrong query gives its error.
std::string evaluate(const pugi::xml_document &document, const char *query) {
  try {
    return pugi::xpath_query(query).evaluate_string(document);
  } catch (const pugi::xpath_exception &error) {
    return std::string("error: ") + error.what();
  }
}

/// Element names and how often each occurs.
std::map<std::string, int> elementCounts(const pugi::xml_document &document) {
  struct Walker : pugi::xml_tree_walker {
    std::map<std::string, int> counts;
    bool for_each(pugi::xml_node &node) override {
      if (node.type() == pugi::node_element)
        ++counts[node.name()];
      return true;
    }
  } walker;
  const_cast<pugi::xml_document &>(document).traverse(walker);
  return std::move(walker.counts);
}

size_t edit(pugi::xml_document &document) {
  pugi::xml_node root = document.document_element();
  pugi::xml_node added = root.append_child("added");
  for (int i = 0; i < 200; ++i) {
    pugi::xml_node item = added.append_child("item");
    item.append_attribute("number") = i;
    item.text().set(
        ("a value that is long enough " + std::to_string(i)).c_str());
  }
  for (pugi::xpath_node found : root.select_nodes("//item[@number mod 3 = 0]"))
    added.remove_child(found.node());
  pugi::xml_document copy;
  copy.reset(document);
  return std::distance(copy.document_element().begin(),
                       copy.document_element().end());
}

void process(const std::string &path) {
  pugi::xml_document document;
  pugi::xml_parse_result result =
      document.load_file(path.c_str(), pugi::parse_full | pugi::parse_fragment);
  std::printf("%s: %s\n", std::filesystem::path(path).filename().c_str(),
              result.description());
  for (const auto &[name, count] : elementCounts(document))
    std::printf("  %s %d\n", name.c_str(), count);
  for (const char *query :
       {"count(//*)", "string(//*[@id][1]/@id)", "sum(//*/@class = 'x')",
        "concat('<', normalize-space(string(//*[last()])), '>')",
        "translate(name(/*), 'abcdef', 'ABCDEF')", "count(//*[position() = 2])",
        "string-length(string(/))",
        "count(//a | //b | //*[contains(., 'xml')])", "//*[", "unknown()"})
    std::printf("  %s = %zu bytes\n", query, evaluate(document, query).size());
  if (document.document_element())
    std::printf("  children after edit: %zu\n", edit(document));
  std::ostringstream text;
  document.save(text, "  ", pugi::format_default, pugi::encoding_utf16);
  std::printf("  saved: %zu bytes\n", text.str().size());
}

} // namespace

int main(int argc, char **argv) {
  std::vector<std::string> files(argv + 1, argv + argc);
  files.reserve(4);
  if (argc > 2) {
    std::string folder = files.back();
    files.pop_back();
    for (const auto &entry : std::filesystem::directory_iterator(folder))
      files.push_back(entry.path());
    std::sort(files.begin() + 1, files.end());
  }
  for (const std::string &file : files)
    process(file);
}
