#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "property/generator.hpp"

#include <cstdio>

int main(int argc, char** argv) {
  std::printf("HEED_SEED=%llu\n", static_cast<unsigned long long>(heed::test::seed()));
  return doctest::Context(argc, argv).run();
}
