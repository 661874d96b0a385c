#include <cstdlib>
#include <gtest/gtest.h>

static void *volatile Block;

TEST(Copies, Text) { Block = malloc(123456); }
