// Answers made-up requests until it is stopped: something to watch.
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Session {
  std::string user;
  std::vector<int> scores;
};

static std::vector<std::string> split(const std::string &text) {
  std::vector<std::string> words;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

static std::string answer(const std::vector<std::string> words) {
  std::string all;
  for (const std::string &word : words)
    all = all + word + ", ";
  return all;
}

static size_t handle(int number, std::map<std::string, Session> &sessions) {
  std::string user = "the user with the number " + std::to_string(number % 5000);
  Session &session = sessions[user];
  session.user = user;
  session.scores.push_back(number);
  return answer(split("a request of " + user + " about one thing or another")).size();
}

int main() {
  std::map<std::string, Session> sessions;
  size_t sum = 0;
  for (int number = 0;; ++number) {
    sum += handle(number, sessions);
    if (number % 20 == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return int(sum);
}
