// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// strings: concatenation, split, map<string,string>, unordered_map<string,int>.
// argv: [scale=1]
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unordered_map>
#include <vector>
static void self_rss() {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  dprintf(2, "SELF_MAXRSS_KB=%ld\n", u.ru_maxrss);
}
static uint32_t S = 2463534242u;
static inline uint32_t rnd() {
  S ^= S << 13;
  S ^= S >> 17;
  S ^= S << 5;
  return S;
}

static std::vector<std::string> vocabulary(size_t n) {
  std::vector<std::string> v;
  for (size_t i = 0; i < n; i++) {
    std::string w;
    size_t len =
        3 + rnd() % 6 +
        (rnd() % 4 == 0 ? rnd() % 20 : 0); // some beyond the 15-byte SSO
    for (size_t k = 0; k < len; k++)
      w += char('a' + rnd() % 26);
    v.push_back(w);
  }
  return v;
}
static std::string make_text(const std::vector<std::string> &voc,
                             size_t words) {
  std::string text;
  for (size_t i = 0; i < words; i++) {
    uint32_t r = rnd();
    size_t k =
        (uint64_t)(r & 0xffff) * (r & 0xffff) >> 16; // skewed towards small k
    text += voc[k % voc.size()];
    text += (i % 12 == 11) ? '\n' : ' ';
  }
  return text;
}
__attribute__((noinline)) static std::vector<std::string>
split(const std::string &s, char sep) {
  std::vector<std::string> out;
  size_t b = 0;
  for (;;) {
    size_t e = s.find(sep, b);
    if (e == std::string::npos) {
      out.push_back(s.substr(b));
      return out;
    }
    out.push_back(s.substr(b, e - b));
    b = e + 1;
  }
}
__attribute__((noinline)) static std::string decorate(const std::string &w,
                                                      size_t i) {
  return "<" + w + " id=\"" + std::to_string(i) + "\">"; // temporaries
}
__attribute__((noinline)) static std::string
join(const std::vector<std::string> &ws) {
  std::string s;
  for (auto &w : ws) {
    s += w;
    s += '-';
  } // growth
  return s;
}
int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1.0;
  auto voc = vocabulary(20000);
  std::string text = make_text(voc, (size_t)(1.8e6 * scale));
  uint64_t sum = 0;
  std::unordered_map<std::string, int> counts;
  std::map<std::string, std::string> dict;
  size_t lineno = 0;
  for (auto &line : split(text, '\n')) {
    auto ws = split(line, ' ');
    for (auto &w : ws) {
      counts[w]++;
      std::string d = decorate(w, lineno);
      sum += d.size();
      if ((lineno & 3) == 0)
        dict[w] = d;
    }
    sum += join(ws).size();
    lineno++;
  }
  std::string report;
  for (auto &kv : dict)
    report += kv.first + "=" + kv.second + "\n";
  for (auto &kv : counts)
    sum += kv.second * kv.first.size();
  printf("strings checksum %llu (%zu lines, %zu words, report %zu)\n",
         (unsigned long long)sum, lineno, counts.size(), report.size());
  self_rss();
}
