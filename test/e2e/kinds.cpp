// Intent: every way in which the standard library allocates is named for what
// it is, with its type, at each optimisation level, with either C++ library.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for o in 0 2; do %instrument-cxx -O$o %s -o %t/p$o && env ALLOCSITES_FILE=%t/p$o.allocs %t/p$o && %python %S/Inputs/kinds.py %allocsites %s %t/p$o.allocs || exit 1; done
// RUN: %if libc++ %{ for o in 0 2; do %instrument-cxx -stdlib=libc++ -O$o %s -o %t/q$o && env ALLOCSITES_FILE=%t/q$o.allocs %t/q$o && %python %S/Inputs/kinds.py %allocsites %s %t/q$o.allocs || exit 1; done %}

// Expectations stand behind their line, in one column.
// clang-format off
#include <algorithm>
#include <any>
#include <coroutine>
#include <deque>
#include <filesystem>
#include <forward_list>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <list>
#include <locale>
#include <map>
#include <memory>
#include <memory_resource>
#include <queue>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <valarray>
#include <vector>
#define NOINLINE __attribute__((noinline))
template <class T> void keep(T &V) { asm volatile("" : : "r"(&V) : "memory"); }

static const char *Long = "a text too long for any small buffer";

NOINLINE void strings(const std::string &Given) {
  std::string A(Long);                  // kind: string construction; type: char
  std::string B = A;                    // kind: string copy; type: char
  std::string C = A + "more";           // kind: string concatenation; type: char
  std::string D = "more of it: " + A;   // kind: string concatenation
  std::string E = A.substr(1);          // kind: string substr
  std::string F;
  for (int I = 0; I < 100; ++I)
    F += "piece";                       // kind: string growth; type: char
  std::string G;
  for (int I = 0; I < 100; ++I)
    G.push_back('x');                   // kind: string growth
  std::string H;
  H.append(50, 'x');                    // kind: string growth
  std::string I;
  I.reserve(100);                       // kind: string reserve
  std::string J;
  J = Given;                            // kind: string copy
  std::string K;
  K = Long;                             // kind: string assignment
  std::string L(60, 'x');               // kind: string construction
  std::string M = std::to_string(1e100);   // kind: string to_string
  std::wstring N(L"a text too long for any small buffer"); // kind: string construction; type: wchar_t
  std::istringstream Stream(A);         // kind: stringstream
  std::string Line;
  std::getline(Stream, Line);           // kind: string input
  std::string O = Stream.str();         // kind: stringstream
  std::string P;
  P.insert(0, Long);                    // kind: string growth
  std::string Q(A.begin(), A.end());    // kind: string construction
  std::string_view View(A);
  std::string R(View);                  // kind: string construction
  keep(B), keep(C), keep(D), keep(E), keep(F), keep(G), keep(H), keep(I);
  keep(J), keep(K), keep(L), keep(M), keep(N), keep(O), keep(P), keep(Q), keep(R);
}

NOINLINE void vectors(const std::vector<int> &Given) {
  std::vector<int> A;
  for (int I = 0; I < 100; ++I)
    A.push_back(I);                     // kind: vector growth; type: int
  std::vector<long> B;
  for (int I = 0; I < 100; ++I)
    B.emplace_back(I);                  // kind: vector growth; type: long
  std::vector<int> C;
  C.reserve(100);                       // kind: vector reserve; type: int
  std::vector<int> D(100);              // kind: vector construction; type: int
  std::vector<int> E = {1, 2, 3, 4};    // kind: vector initializer_list; type: int
  std::vector<int> F = Given;           // kind: vector copy; type: int
  std::vector<int> G;
  G = Given;                            // kind: vector copy
  std::vector<int> H;
  H.resize(100);                        // kind: vector growth
  std::vector<int> I;
  I.insert(I.end(), Given.begin(), Given.end()); // kind: vector growth
  std::vector<int> J;
  J.assign(100, 1);                     // kind: vector assignment
  std::vector<bool> K(1000);            // kind: vector construction
  std::vector<bool> L;
  for (int N = 0; N < 1000; ++N)
    L.push_back(N & 1);                 // kind: vector growth
  std::priority_queue<int> M;
  M.push(1);                            // kind: vector growth
  std::vector<std::string> N;
  N.reserve(4);                         // kind: vector reserve; type: std::string
  N.emplace_back(Long);                 // kind: string construction; type: char
  std::vector<std::string> O = N;       // kind: vector copy, string copy; type: std::string
  std::vector<int> P(Given.begin(), Given.end()); // kind: vector construction
  keep(A), keep(B), keep(C), keep(D), keep(E), keep(F), keep(G), keep(H);
  keep(I), keep(J), keep(K), keep(L), keep(M), keep(N), keep(O), keep(P);
}

NOINLINE void nodes() {
  std::deque<int> A;
  for (int I = 0; I < 10000; ++I)
    A.push_back(I);                     // kind: deque block
  std::list<int> B;
  B.push_back(1);                       // kind: list node
  std::forward_list<int> C;
  C.push_front(1);                      // kind: list node
  std::map<int, int> D;
  D[1] = 2;                             // kind: map node
  D.emplace(2, 3);                      // kind: map node
  D.insert({5, 6});                     // kind: map node
  std::set<int> E;
  E.insert(1);                          // kind: set node
  std::multimap<int, int> F;
  F.insert({1, 2});                     // kind: map node
  std::map<int, int> G = D;             // kind: map copy
  std::set<int> H = E;                  // kind: set copy
  std::list<int> I = B;                 // kind: list copy
  std::map<int, std::string> J;
  J.emplace(1, Long);                   // kind: map node, string construction
  std::deque<int> K = A;                // kind: deque copy
  std::set<std::map<int, int>> L;
  L.emplace();                          // kind: set node
  keep(A), keep(B), keep(C), keep(D), keep(E), keep(F), keep(G), keep(H);
  keep(I), keep(J), keep(K), keep(L);
}

NOINLINE void hashes() {
  std::unordered_map<int, int> A;
  A.reserve(1000);                      // kind: unordered rehash
  A[1] = 2;                             // kind: unordered node
  A.emplace(2, 3);                      // kind: unordered node
  std::unordered_set<int> B;
  for (int I = 0; I < 100; ++I)
    B.insert(I);                        // kind: unordered node, unordered rehash
  std::unordered_map<int, int> C = A;   // kind: unordered copy
  keep(A), keep(B), keep(C);
}

struct Big {
  long A, B, C, D, E, F;
};

NOINLINE void boxes() {
  Big Value = {1, 2, 3, 4, 5, 6};
  keep(Value);
  std::function<long()> A = [Value] { return Value.A + Value.F; }; // kind: function boxing
  std::function<long()> B = A;          // kind: function copy
  std::any C = Value;                   // kind: any boxing
  std::any D = C;                       // kind: any boxing
  keep(A), keep(B), keep(C), keep(D);
}

NOINLINE void owners() {
  auto A = std::make_shared<Big>();     // kind: make_shared; type: Big
  std::shared_ptr<Big> B(new Big());    // kind: new, shared_ptr control block; type: Big
  auto C = std::make_unique<Big>();     // kind: make_unique; type: Big
  Big *D = new Big();                   // kind: new; type: Big
  Big *E = new Big[3];                  // kind: new array; type: Big
  std::shared_ptr<Big> F(std::make_unique<Big>()); // kind: make_unique, shared_ptr control block
  auto G = std::make_unique<int[]>(10); // kind: make_unique; type: int
  keep(A), keep(B), keep(C), keep(D), keep(E), keep(F), keep(G);
  delete D;
  delete[] E;
}

struct Leaf {
  long A;
  Leaf(long A) : A(A) {}
};
inline Leaf *leaf(long A) {
  return new Leaf(A);                   // kind: new; type: Leaf
}
// A call that is inlined where something is to be destroyed loses its metadata.
NOINLINE void inlined(const std::string &Given) {
  std::string A = Given;                // kind: string copy; type: char
  Leaf *B = leaf(1);
  keep(A), keep(B);
  delete B;
}

NOINLINE void streams() {
  std::ostringstream A;
  A << "a long text that the stream's buffer must hold: " // kind: iostream
    << 1;
  std::string B = A.str();              // kind: stringstream
  std::ifstream C("/dev/null");         // kind: file stream
  std::locale D("C");
  std::cout.flush();
  keep(B), keep(C), keep(D);
}

NOINLINE void features() {
  std::regex A("(a|b)+c[d-f]");         // kind: regex
  std::smatch Match;
  std::string Text = "ababce";
  bool Found = std::regex_match(Text, Match, A); // kind: regex
  std::filesystem::path B = "/a/rather/long/path/that/allocates"; // kind: filesystem path
  std::filesystem::path C = B / "more"; // kind: filesystem path
  keep(Found), keep(B), keep(C);
}

NOINLINE void threads() {
  std::thread A([] {});                 // kind: thread
  A.join();
  auto B = std::async(std::launch::deferred, [] { return 1; }); // kind: future
  B.get();
  std::promise<int> C;                  // kind: future
  keep(C);
}

// A resource is called through its table: whether it makes a buffer or hands
// the request on cannot be told.
NOINLINE void resources() {
  std::pmr::monotonic_buffer_resource A;
  std::pmr::vector<int> B(&A);
  for (int I = 0; I < 1000; ++I)
    B.push_back(I);                     // kind: pmr
  std::pmr::unsynchronized_pool_resource C;
  std::pmr::set<int> D(&C);
  keep(B), keep(D);
}

NOINLINE void others() {
  std::valarray<double> A(10);          // kind: valarray
  std::valarray<double> B = A + A;      // kind: valarray
  std::error_code C(ENOENT, std::generic_category());
  std::string D = C.message();          // kind: string construction
  keep(A), keep(B), keep(D);
}

NOINLINE void throws(int How) {
  if (How == 1)
    throw Big{1, 2, 3, 4, 5, 6};        // kind: exception
  if (How == 2)
    throw std::runtime_error("an explanation that is long enough"); // kind: exception
  if (How == 3)
    std::stoi("no number");             // kind: exception
  if (How == 4)
    std::string("short").at(9) = 'x';   // kind: exception
  std::vector<int> Empty;
  keep(Empty);
  Empty.at(3) = 1;                      // kind: exception
}

NOINLINE void algorithms(std::vector<int> &V) {
  std::stable_sort(V.begin(), V.end()); // kind: algorithm buffer
}

struct Task {
  struct promise_type {
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> Handle;
};
NOINLINE Task coroutine(int *I) { // kind: coroutine frame
  ++*I;
  co_return;
}

struct Own {
  long X[4];
  static void *operator new(size_t Size) { return ::operator new(Size); } // kind: new
};

int main() {
  std::string Text(Long);
  strings(Text);
  std::vector<int> V(1000, 1);
  vectors(V);
  nodes();
  hashes();
  boxes();
  owners();
  inlined(Text);
  streams();
  resources();
  others();
  features();
  threads();
  for (int I = 1; I <= 5; ++I)
    try {
      throws(I);
    } catch (...) {
    }
  algorithms(V);
  int Count = 0;
  Task Waiting = coroutine(&Count);
  Waiting.Handle.destroy();
  Own *O = new Own;
  keep(O);
  delete O;
}
