#include <string>
#include <vector>

static std::string join(const std::vector<std::string> &words) {
  std::string all;
  for (const std::string &word : words)
    all += word;
  return all;
}

static std::vector<std::string> split(const std::string &text) {
  std::vector<std::string> words;
  for (char c : text)
    words.push_back(std::string(40, c));
  return words;
}

int main() {
  std::string text;
  for (int i = 0; i < 100; ++i)
    text = join(split("hello"));
}
