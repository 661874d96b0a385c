#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#include <cstdlib>

static void *volatile Block;

TEST_CASE("Copies.Text") { Block = malloc(123456); }
