#include <string>

// Grows by the size of its parts; worse with -DWORSE.
std::string join(int count) {
  std::string all;
  for (int i = 0; i < count; ++i)
#ifdef WORSE
    all = all + "a part of a certain length, ";
#else
    all += "a part of a certain length, ";
#endif
  return all;
}

int main() { return join(200).empty(); }
