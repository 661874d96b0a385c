// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// compute: numeric kernels (matrix product, stencil), almost no allocations.
// argv: [scale=1]
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>
#include <vector>
static void self_rss() {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  dprintf(2, "SELF_MAXRSS_KB=%ld\n", u.ru_maxrss);
}
int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1.0;
  const size_t n = 320, g = 512;
  std::vector<double> a(n * n), b(n * n), c(n * n), u(g * g, 0.0),
      v(g * g, 0.0);
  for (size_t i = 0; i < n * n; i++) {
    a[i] = double(i % 17) / 17;
    b[i] = double(i % 23) / 23;
  }
  double sum = 0;
  size_t reps = (size_t)(24 * scale);
  if (!reps)
    reps = 1;
  for (size_t r = 0; r < reps; r++) {
    for (size_t i = 0; i < n; i++)
      for (size_t j = 0; j < n; j++) {
        double s = 0;
        for (size_t k = 0; k < n; k++)
          s += a[i * n + k] * b[k * n + j];
        c[i * n + j] = s;
      }
    sum += c[(r * 7919) % (n * n)];
    a[r % (n * n)] += 0.5;
  }
  u[(g / 2) * g + g / 2] = 1000;
  for (size_t r = 0; r < reps * 30; r++) {
    for (size_t i = 1; i + 1 < g; i++)
      for (size_t j = 1; j + 1 < g; j++)
        v[i * g + j] =
            0.2 * (u[i * g + j] + u[i * g + j - 1] + u[i * g + j + 1] +
                   u[(i - 1) * g + j] + u[(i + 1) * g + j]);
    std::swap(u, v);
  }
  sum += u[(g / 2) * g + g / 2];
  printf("compute checksum %.9f\n", sum);
  self_rss();
}
