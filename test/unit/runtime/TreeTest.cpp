// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Tree.h"
#include "Registry.h"

#include "allocsites/abi.h"

#include <gtest/gtest.h>
#include <string>
#include <unistd.h>
#include <vector>

using namespace allocsites;

namespace {

/// A profile in a temporary file; sites that differ by their callee.
class TreeTest : public testing::Test {
protected:
  void SetUp() override {
    Path = testing::TempDir() + "tree." + std::to_string(getpid()) + ".allocs";
    ASSERT_TRUE(File.create(Path.c_str(), 0, 16 << 20));
    Base = {File.base(), File.toCompanion(), true};
    Sites.init(File);
    ASSERT_TRUE(Contexts.init(File, 1));
  }
  void TearDown() override { unlink(Path.c_str()); }
  Ref site(const char *Name, bool Library = false) {
    Ref R = Sites.outsideSite("module", Name);
    if (Library)
      File.at<format::SiteEntry>(R)->flags |= SiteLooksLikeLibrary;
    return R;
  }
  NodeEntry *path(std::initializer_list<Ref> Sites) {
    NodeEntry *N = Contexts.root();
    for (Ref S : Sites)
      N = Contexts.child(N, S);
    return N;
  }
  ProfileFile File;
  Registry Sites;
  Tree Contexts;
  std::string Path;
};

TEST_F(TreeTest, EqualContentHasOneReference) {
  EXPECT_EQ(site("a"), site("a"));
  EXPECT_NE(site("a"), site("b"));
}
TEST_F(TreeTest, OneNodeAPath) {
  Ref A = site("a"), B = site("b"), C = site("c");
  EXPECT_EQ(path({A, C}), path({A, C}));
  EXPECT_NE(path({A, C}), path({B, C}));
  EXPECT_EQ(nodeAt(path({A, C})->parent), path({A}));
}
TEST_F(TreeTest, FindsChildrenThatEvictEachOtherFromTheCache) {
  std::vector<Ref> Many;
  std::vector<NodeEntry *> Nodes;
  for (int I = 0; I < 5000; ++I) {
    Many.push_back(site(std::to_string(I).c_str()));
    Nodes.push_back(path({Many.back()}));
  }
  for (int I = 0; I < 5000; ++I)
    EXPECT_EQ(path({Many[I]}), Nodes[I]);
}
TEST_F(TreeTest, CacheHoldsTwoChildrenThatCollideAndNeighbours) {
  NodeEntry *Root = Contexts.root();
  ChildCache &Cache = ChildCache::of(Root);
  std::vector<Ref> Many;
  for (int I = 0; I < 17; ++I)
    Many.push_back(site(std::to_string(I).c_str()));
  auto Remember = [&](Ref S) { Cache.remember(S, Contexts.child(Root, S)); };
  auto Finds = [&](Ref S) {
    NodeEntry *Found;
    return Cache.find(S, Found) && Found->site == S;
  };
  EXPECT_FALSE(Finds(0)) << "a site not known yet";
  Remember(Many[0]);
  Remember(Many[8]);
  EXPECT_TRUE(Finds(Many[0]) && Finds(Many[8]));
  Remember(Many[16]);
  EXPECT_TRUE(Finds(Many[8]) && Finds(Many[16]));
  EXPECT_FALSE(Finds(Many[0]));
  for (int I = 1; I < 8; ++I)
    Remember(Many[I]);
  for (int I = 2; I < 8; ++I)
    EXPECT_TRUE(Finds(Many[I])) << I;
  EXPECT_FALSE(Finds(0));
}
TEST_F(TreeTest, LeavesAreFoundBySiteOrAsTheNodesOwn) {
  Ref A = site("a"), B = site("b");
  NodeEntry *Node = path({A});
  LeafEntry *Leaf = Contexts.leaf(Node, B), *Own = Contexts.leaf(Node, 0);
  EXPECT_NE(Leaf, Own);
  EXPECT_EQ(Contexts.leaf(Node, B), Leaf);
  EXPECT_EQ(Contexts.known<LeafEntry>(Node, 0), Own);
  EXPECT_EQ(nodeAt(Leaf->parent), Node);
  EXPECT_EQ(Leaf->site, B);
  EXPECT_EQ(Own->site, 0u);
  EXPECT_GT(Leaf->minSize, Leaf->maxSize) << "no allocation yet";
}
TEST_F(TreeTest, RecursionGoesBackToItsAncestor) {
  Ref A = site("a"), B = site("b");
  EXPECT_EQ(path({A, B, A}), path({A}));
  EXPECT_EQ(path({A, B, A, B}), path({A, B}));
  EXPECT_TRUE(path({A})->flags & format::Folded);
}
TEST_F(TreeTest, FullRecursionKeepsLevelsApart) {
  Base.FoldRecursion = false;
  Ref A = site("a");
  EXPECT_NE(path({A, A}), path({A}));
}
TEST_F(TreeTest, LibraryRecursionStaysBelowItsUserFrame) {
  Ref U = site("u"), V = site("v"), L = site("l", true), M = site("m", true);
  EXPECT_EQ(path({U, L, M, L}), path({U, L})) << "within one user frame";
  NodeEntry *Other = path({U, L, V, L});
  EXPECT_NE(Other, path({U, L})) << "from another user frame";
  EXPECT_EQ(nodeAt(Other->parent), path({U, L, V}));
}

TEST_F(TreeTest, PromisesHoldForWhatIsBelowUntilSomeoneIsLetOff) {
  Ref F = site("f"), Free = site("free"), A = site("a");
  File.at<format::SiteEntry>(F)->flags |= ALLOCSITES_SITE_NO_ALLOC;
  File.at<format::SiteEntry>(Free)->flags |= ALLOCSITES_SITE_MAY_ALLOC;
  auto Promised = [](const NodeEntry *N) {
    return bool(N->flags & format::NoAllocation);
  };
  EXPECT_FALSE(Promised(path({A})));
  EXPECT_TRUE(Promised(path({F})));
  EXPECT_TRUE(Promised(path({A, F, site("b")})));
  EXPECT_FALSE(Promised(path({F, Free})));
  EXPECT_TRUE(Promised(path({F, Free, F})));
  EXPECT_EQ(Contexts.contractAt(path({F}), 0), format::NoAllocation);
  EXPECT_EQ(Contexts.contractAt(path({A}), F), format::NoAllocation);
  EXPECT_EQ(Contexts.contractAt(path({F}), Free), 0u);
}
TEST_F(TreeTest, NoPromiseCountsBelowTheLabelThatSaysSo) {
  Ref F = site("f"), Label = Sites.labelSite("contracts=allowed");
  File.at<format::SiteEntry>(F)->flags |= ALLOCSITES_SITE_NO_ALLOC;
  EXPECT_FALSE(path({Label, F})->flags & format::NoAllocation);
  EXPECT_TRUE(path({Sites.labelSite("contracts=none"), F})->flags &
              format::NoAllocation);
}
TEST_F(TreeTest, RecursionBelowAPromiseStaysBelowIt) {
  Ref A = site("a"), B = site("b"), F = site("f");
  File.at<format::SiteEntry>(F)->flags |= ALLOCSITES_SITE_NO_ALLOC;
  NodeEntry *Again = path({A, B, F, A});
  EXPECT_NE(Again, path({A}));
  EXPECT_TRUE(Again->flags & format::NoAllocation);
  EXPECT_EQ(path({A, B, F, A, B, A}), Again);
}

} // namespace
