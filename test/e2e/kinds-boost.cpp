// Intent: the rules for Boost name what its own sources allocate, at -O0 and -O2.
//
// REQUIRES: boost
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx  -O$o %s -o %t/p$o  && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %python %S/Inputs/kinds.py %allocsites %s %t/p$o.allocs || exit 1; done

// Expectations stand behind their line, in one column.
// clang-format off
#include <boost/any.hpp>
#include <boost/container/deque.hpp>
#include <boost/container/flat_map.hpp>
#include <boost/container/list.hpp>
#include <boost/container/map.hpp>
#include <boost/container/set.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/container/string.hpp>
#include <boost/container/vector.hpp>
#include <boost/function.hpp>
#include <boost/make_shared.hpp>
#include <boost/shared_ptr.hpp>
#include <boost/unordered_map.hpp>
namespace bc = boost::container;
struct Big { long Words[10]; int operator()() const { return int(Words[0]); } };

int main() {
  bc::vector<int> A(10);                  // kind: vector construction
  A.push_back(1);                         // kind: vector growth
  A.reserve(1000);                        // kind: vector reserve
  bc::vector<int> B(A);                   // kind: vector copy
  bc::small_vector<int, 2> C;
  for (int I = 0; I < 9; ++I)
    C.push_back(I);                       // kind: vector growth
  bc::string D("a text too long for any small buffer at all"); // kind: string construction
  D += "and another text that is longer than what is left in it"; // kind: string growth
  bc::deque<int> E;
  E.push_back(1);                         // kind: deque block
  bc::list<int> F;
  F.push_back(1);                         // kind: list node
  bc::map<int, int> G;
  G[1] = 1;                               // kind: map node
  bc::set<int> H;
  H.insert(1);                            // kind: set node
  boost::unordered_map<int, int> I;
  I[1] = 1;                               // kind: unordered node, unordered rehash
  boost::shared_ptr<Big> J = boost::make_shared<Big>(); // kind: make_shared
  boost::shared_ptr<Big> K(new Big);      // kind: new, shared_ptr control block
  boost::function<int()> L = Big();       // kind: function boxing
  boost::any M = Big();                   // kind: any boxing
  bc::flat_map<int, int> N;
  N[1] = 1;                               // kind: vector growth
  return B.empty() + J->Words[0] + L.empty() + M.empty() + !K;
}
