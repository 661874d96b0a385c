#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <cstdlib>
#include <doctest/doctest.h>

static void *volatile Block;

TEST_CASE("Copies.Text") { Block = malloc(123456); }
