// What `allocsites sites` shows: docs/sites.md.
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

struct Point {
  double x, y;
};

static double norm(double x, double y) {
  auto point = std::make_unique<Point>(Point{x, y});
  return point->x * point->x + point->y * point->y;
}

static void report(const std::vector<double> &values) {
  std::string line;
  for (double value : values)
    line += std::to_string(value) + "\n";
  std::fputs(line.c_str(), stdout);
}

int main(int count, char **arguments) {
  std::vector<double> values;
  for (int i = 1; i < count; ++i)
    values.push_back(norm(i, std::strlen(arguments[i])));
  if (values.size() > 3)
    report(values);
  return 0;
}
