// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// deep: recursive tree build + tree-walking interpreter, depth 60+, call heavy,
// few allocations. argv: [scale=1]
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sys/resource.h>
#include <vector>
static void self_rss() {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  dprintf(2, "SELF_MAXRSS_KB=%ld\n", u.ru_maxrss);
}
static uint32_t S = 1357911u;
static inline uint32_t rnd() {
  S ^= S << 13;
  S ^= S >> 17;
  S ^= S << 5;
  return S;
}
struct Env {
  int64_t vars[8];
  uint64_t steps;
};
struct Node {
  virtual ~Node() = default;
  virtual int64_t eval(Env &) const = 0;
};
using P = std::unique_ptr<Node>;
struct Const : Node {
  int64_t v;
  explicit Const(int64_t x) : v(x) {}
  int64_t eval(Env &) const override { return v; }
};
struct Var : Node {
  int i;
  explicit Var(int x) : i(x) {}
  int64_t eval(Env &e) const override { return e.vars[i]; }
};
struct Add : Node {
  P a, b;
  Add(P x, P y) : a(std::move(x)), b(std::move(y)) {}
  int64_t eval(Env &e) const override {
    e.steps++;
    return (int64_t)((uint64_t)a->eval(e) + (uint64_t)b->eval(e));
  }
};
struct Mul : Node {
  P a, b;
  Mul(P x, P y) : a(std::move(x)), b(std::move(y)) {}
  int64_t eval(Env &e) const override {
    e.steps++;
    return (int64_t)((uint64_t)a->eval(e) * (uint64_t)b->eval(e));
  }
};
struct If : Node {
  P c, t, f;
  If(P x, P y, P z) : c(std::move(x)), t(std::move(y)), f(std::move(z)) {}
  int64_t eval(Env &e) const override {
    e.steps++;
    return (c->eval(e) & 1) ? t->eval(e) : f->eval(e);
  }
};
struct Let : Node {
  int i;
  P a, b;
  Let(int k, P x, P y) : i(k), a(std::move(x)), b(std::move(y)) {}
  int64_t eval(Env &e) const override {
    e.steps++;
    int64_t old = e.vars[i];
    e.vars[i] = a->eval(e);
    int64_t r = b->eval(e);
    e.vars[i] = old;
    return r;
  }
};

static P build(int spine,
               int bush) { // spine: long chain; bush: small balanced subtrees
  if (spine <= 0 && bush <= 0)
    return (rnd() & 1) ? P(std::make_unique<Const>(rnd() % 100))
                       : P(std::make_unique<Var>(rnd() % 8));
  P small = build(0, spine > 0 ? 3 : bush - 1);
  P rest = build(spine > 0 ? spine - 1 : 0, spine > 0 ? bush : bush - 1);
  switch (rnd() % 4) {
  case 0:
    return std::make_unique<Add>(std::move(rest), std::move(small));
  case 1:
    return std::make_unique<Mul>(std::move(small), std::move(rest));
  case 2:
    return std::make_unique<Add>(std::move(small), std::move(rest));
  default:
    return std::make_unique<Let>(rnd() % 8, std::move(small), std::move(rest));
  }
}
static __attribute__((noinline)) uint64_t fib(unsigned n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1.0;
  Env env{};
  uint64_t sum = 0;
  size_t rounds = (size_t)(200 * scale);
  if (!rounds)
    rounds = 1;
  for (size_t r = 0; r < rounds; r++) {
    P tree = build(64, 0); // about 1000 nodes, 64 to 70 deep
    for (int k = 0; k < 600; k++) {
      for (int i = 0; i < 8; i++)
        env.vars[i] = (int64_t)(r + k * i);
      sum += (uint64_t)tree->eval(env);
    }
  }
  for (size_t r = 0; r < rounds; r++)
    sum += fib(21);
  printf("deep checksum %llu, steps %llu\n", (unsigned long long)sum,
         (unsigned long long)env.steps);
  self_rss();
}
