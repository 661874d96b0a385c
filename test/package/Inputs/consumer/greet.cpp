#include "greet.h"

std::string greet(const std::string &name) {
  return "a greeting too long to be stored inline, for " + name;
}
