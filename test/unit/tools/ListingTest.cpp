// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: `list` finds functions by name, file and line, and says why it finds
// none.
#include "Sketch.h"

#include "model/Listing.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

class Listing : public testing::Test {
protected:
  Listing() {
    Sketch sketch;
    sketch.node(Model::Root,
                sketch.allocation({"_ZNSt6vectorIiSaIiEE4growEv "
                                   "/usr/include/c++/12/vector 1",
                                   "_ZN3app4readEv /src/app.cpp 12"}),
                3, 30);
    sketch.node(Model::Root,
                sketch.allocation({"_ZN3app4readEv /src/app.cpp 10"}), 1, 100);
    sketch.node(Model::Root,
                sketch.allocation({"_ZN3app5writeEv /src/app.cpp 20"}), 2, 20);
    scene = std::make_unique<Scene>(sketch);
  }

  std::string list(const std::string &pattern) {
    auto functions =
        listFunctions(scene->view(), pattern, Lens::AllocSpace, SortKey::Flat);
    if (!functions)
      return functions.error().message;
    std::string text;
    for (const ListedFunction &function : *functions) {
      text += scene->names.of(function.total.function);
      for (const Row &row : function.lines)
        text += " " + std::to_string(row.line) + "=" +
                std::to_string(row.flat[Lens::AllocObjects]);
      text += ";";
    }
    return text;
  }

  std::unique_ptr<Scene> scene;
};

TEST_F(Listing, ByNameLargestFirst) {
  EXPECT_EQ(list("app::"), "app::read() 10=1 12=3;app::write() 20=2;");
}

TEST_F(Listing, ByLinkageName) {
  EXPECT_EQ(list("_ZN3app5writeEv"), "app::write() 20=2;");
}

TEST_F(Listing, ByFile) {
  EXPECT_EQ(list("app.cpp"), "app::read() 10=1 12=3;app::write() 20=2;");
}

TEST_F(Listing, ByFileAndLine) {
  EXPECT_EQ(list("app.cpp:20"), "app::write() 20=2;");
}

TEST_F(Listing, SaysThatLibraryCodeIsFolded) {
  EXPECT_NE(list("grow").find("--no-fold"), std::string::npos);
}

TEST_F(Listing, SaysThatNothingMatches) {
  EXPECT_EQ(list("nothing"), "no function or file that allocates matches "
                             "'nothing'; 'allocsites top' shows the names");
}

} // namespace
