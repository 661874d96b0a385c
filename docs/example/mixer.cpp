// Mixes voices block by block; what does the mixing promises not to allocate.
#include <allocsites/api.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#define NO_ALLOC [[clang::annotate("allocsites::none")]]

struct Voice {
  std::string name;
  std::vector<float> samples;
};

class Mixer {
public:
  explicit Mixer(std::vector<Voice> given) : voices(std::move(given)) {}

  NO_ALLOC float process(size_t frames) {
    if (mixed.size() != frames)
      resize(frames);
    for (const Voice &voice : voices)
      add(voice);
    return *std::max_element(mixed.begin(), mixed.end());
  }

private:
  void resize(size_t frames) {
    allocsites::AllowAllocations newLength;
    mixed.assign(frames, 0);
  }
  void add(Voice voice) {
    for (size_t i = 0; i < std::min(mixed.size(), voice.samples.size()); ++i)
      mixed[i] += voice.samples[i];
  }

  std::vector<Voice> voices;
  std::vector<float> mixed;
};

int main() {
  Mixer mixer({{"flute", std::vector<float>(256, 0.1f)},
               {"a very low contrabassoon", std::vector<float>(256, 0.2f)}});
  float loudest = 0;
  for (int block = 0; block < 100; ++block)
    loudest = std::max(loudest, mixer.process(128));
  std::printf("%g\n", loudest);
}
