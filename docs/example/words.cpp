#include <cstdio>
#include <functional>
#include <string>
#include <vector>

struct Word {
  std::string text;
  int length;
};

static std::string join(const std::vector<Word> words) {
  std::string all;
  for (const Word &word : words)
    all = all + word.text + ", ";
  return all;
}

int main() {
  std::vector<Word> words;
  for (int i = 0; i < 1000; ++i)
    words.push_back({"a word with the number " + std::to_string(i), i});
  int from = 10, to = 20, step = 3, *sum = new int(0);
  std::function<void(int)> add = [=](int n) {
    if (n >= from && n < to)
      *sum += n * step;
  };
  for (const Word &word : words)
    add(word.length);
  std::printf("%zu %d\n", join(words).size(), *sum);
  delete sum;
}
