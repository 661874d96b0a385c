// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// json: nlohmann::json parse + dump of a generated document (about 16 MB at
// scale 1). argv: [scale=1]
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/resource.h>
static void self_rss() {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  dprintf(2, "SELF_MAXRSS_KB=%ld\n", u.ru_maxrss);
}
using nlohmann::json;
static uint32_t S = 97531u;
static inline uint32_t rnd() {
  S ^= S << 13;
  S ^= S >> 17;
  S ^= S << 5;
  return S;
}
static std::string make_doc(size_t records) {
  std::string s = "{\"records\":[";
  char buf[512];
  for (size_t i = 0; i < records; i++) {
    if (i)
      s += ',';
    snprintf(buf, sizeof buf,
             "{\"id\":%zu,\"name\":\"user number %u of the generated "
             "file\",\"score\":%u.%03u,\"active\":%s,"
             "\"tags\":[\"t%u\",\"tag-with-a-longer-name-%u\",\"x\"],\"pos\":{"
             "\"x\":%d,\"y\":%d},\"note\":null,\"history\":[%u,%u,%u,%u]}",
             i, rnd() % 100000, rnd() % 1000, rnd() % 1000,
             rnd() % 2 ? "true" : "false", rnd() % 100, rnd() % 1000,
             (int)(rnd() % 2000) - 1000, (int)(rnd() % 2000) - 1000, rnd() % 10,
             rnd() % 100, rnd() % 1000, rnd() % 10000);
    s += buf;
  }
  s += "]}";
  return s;
}
int main(int argc, char **argv) {
  double scale = argc > 1 ? atof(argv[1]) : 1.0;
  std::string doc = make_doc((size_t)(75000 * scale));
  json j = json::parse(doc);
  uint64_t sum = 0;
  for (auto &r : j["records"])
    sum += r["id"].get<uint64_t>() + r["tags"].size();
  std::string out = j.dump();
  std::string pretty = j.dump(2);
  printf("json doc %zu bytes, dump %zu, pretty %zu, checksum %llu\n",
         doc.size(), out.size(), pretty.size(), (unsigned long long)sum);
  self_rss();
}
