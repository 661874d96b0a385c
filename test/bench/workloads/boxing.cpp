// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// boxing: std::function, std::any, shared_ptr, make_shared, unique_ptr of
// polymorphic objects. argv: [scale=1]
#include <any>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <sys/resource.h>
#include <vector>
static void self_rss() {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  dprintf(2, "SELF_MAXRSS_KB=%ld\n", u.ru_maxrss);
}
struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Square : Shape {
  double s;
  explicit Square(double v) : s(v) {}
  double area() const override { return s * s; }
};
struct Rect : Shape {
  double w, h;
  Rect(double a, double b) : w(a), h(b) {}
  double area() const override { return w * h; }
};
struct Poly : Shape {
  std::array<double, 8> p{};
  explicit Poly(double v) { p.fill(v); }
  double area() const override {
    double s = 0;
    for (double x : p)
      s += x;
    return s;
  }
};
struct Event {
  uint64_t id, time;
  double payload[3];
};

__attribute__((noinline)) static std::unique_ptr<Shape> make_shape(uint64_t i) {
  switch (i % 3) {
  case 0:
    return std::make_unique<Square>(double(i % 97));
  case 1:
    return std::make_unique<Rect>(double(i % 13), 2.0);
  default:
    return std::unique_ptr<Shape>(new Poly(double(i % 5)));
  }
}
__attribute__((noinline)) static std::function<uint64_t(uint64_t)>
make_fn(uint64_t a, uint64_t b, uint64_t c) {
  return [a, b, c](uint64_t x) {
    return x * a + b + c;
  }; // 24 bytes: does not fit the inline buffer
}
__attribute__((noinline)) static std::any make_any(uint64_t i) {
  if (i & 1)
    return std::any(Event{i, i * 2, {1, 2, 3}});
  return std::any(i); // fits inline
}
__attribute__((noinline)) static std::shared_ptr<Event> make_event(uint64_t i) {
  return std::make_shared<Event>(Event{i, i, {0, 0, 0}});
}
__attribute__((noinline)) static std::shared_ptr<Event> wrap_event(uint64_t i) {
  return std::shared_ptr<Event>(new Event{i, i, {0, 0, 0}}); // two allocations
}
int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1.0;
  size_t n = (size_t)(9e6 * scale);
  double area = 0;
  uint64_t sum = 0;
  std::vector<std::unique_ptr<Shape>> shapes(4096);
  std::vector<std::function<uint64_t(uint64_t)>> fns(512);
  std::vector<std::shared_ptr<Event>> queue(1024);
  for (size_t i = 0; i < n; i++) {
    shapes[i & 4095] = make_shape(i);
    area += shapes[(i * 31) & 4095] ? shapes[(i * 31) & 4095]->area() : 0;
    fns[i & 511] = make_fn(i, i + 1, i + 2);
    sum += fns[i & 511](i);
    std::any a = make_any(i);
    if (auto *e = std::any_cast<Event>(&a))
      sum += e->time;
    queue[i & 1023] = (i & 3) ? make_event(i) : wrap_event(i);
    auto keep = queue[(i * 17) & 1023];
    if (keep)
      sum += keep->id;
  }
  printf("boxing checksum %llu %.3f\n", (unsigned long long)sum, area);
  self_rss();
}
