#include "attention/recipe.hpp"

#include "unit/refusal.hpp"

using namespace heed;
using namespace heed::test;

TEST_CASE("a recipe that cannot be parsed or makes no sense is refused by name") {
  const struct {
    const char *recipe, *words;
  } wrong[] = {
      {"", "the recipe is empty"},
      {"causal", "begins with causal; a recipe begins with a score, as in scaled+causal"},
      {"sacled", "unknown part sacled; did you mean `scaled`?"},
      {"scaled+casual", "did you mean `causal`?"},
      {"scaled+", "a part between + and + is empty"},
      {"scaled++causal", "a part between + and + is empty"},
      {"scaled +causal", "a recipe holds no blanks"},
      {"Scaled", "did you mean `scaled`?"},
      {"scaled+causal+causal", "causal is given twice"},
      {"scaled+alibi+alibi", "alibi is given twice"},
      {"scaled+dot", "dot and scaled exclude each other: a recipe has one score"},
      {"scaled+sparsemax+hard", "sparsemax and hard exclude each other"},
      {"scaled+softmax+temperature=2+hard", "exclude each other"},
      {"scaled+online=2+sparsemax", "online takes softmax in blocks"},
      {"linear+online=2", "online takes softmax in blocks"},
      {"scaled+heads=4+kv-heads=3", "4 query heads cannot share 3 key heads evenly"},
      {"scaled+heads=2+kv-heads=4", "kv-heads must divide heads"},
      {"scaled+kv-heads=2", "kv-heads needs heads"},
      {"scaled+heads", "heads needs a value: heads=H"},
      {"scaled+heads=", "must be a whole number from 1"},
      {"scaled+heads=0", "must be a whole number from 1"},
      {"scaled+heads=1.5", "must be a whole number from 1"},
      {"scaled+heads=+2", "must be a whole number from 1"},
      {"scaled+heads=99999999999999999999", "must be a whole number from 1"},
      {"scaled+temperature=0", "T must be a number above 0"},
      {"scaled+temperature=-1", "T must be a number above 0"},
      {"scaled+temperature=inf", "T must be a number above 0"},
      {"scaled+temperature=nan", "T must be a number above 0"},
      {"scaled+temperature=1e999", "T must be a number above 0"},
      {"scaled+softcap=0", "C must be a number above 0"},
      {"scaled+window=1", "L,R must be two whole numbers from -1"},
      {"scaled+window=-2,0", "L,R must be two whole numbers from -1"},
      {"scaled+window=1,2,3", "L,R must be two whole numbers from -1"},
      {"scaled+causal=x", "OFFSET must be a whole number"},
      {"scaled+rope=quarter", "must be half"},
      {"scaled=x", "S must be a number"},
      {"scaled=0x10", "S must be a number"},
      {"scaled= 1", "a recipe holds no blanks"},
      {"dot=1", "dot takes no value; leave out =1"},
      {"scaled+cached=1", "cached takes no value"},
  };
  for (const auto& row : wrong) {
    const char* const recipe = row.recipe;
    CAPTURE(recipe);
    check_refused(Exit::usage, row.words, [&] { parse_recipe(recipe); });
    check_refused(Exit::data, row.words, [&] { parse_recipe(recipe, Exit::data, "file.json"); });
    CHECK(refusal([&] { parse_recipe(recipe, Exit::data, "file.json"); }).find("file.json: ") != std::string::npos);
  }
}

TEST_CASE("whatever their order, the parts of a recipe act in the order of the table") {
  const Recipe recipe = parse_recipe("scaled+heads=4+softmax+causal=-1+temperature=0.5+rope=half+kv-heads=2");
  std::vector<std::string_view> names;
  for (const Recipe::Choice& choice : recipe.choices) names.push_back(choice.token->name);
  CHECK(names ==
        std::vector<std::string_view>{"rope", "scaled", "causal", "softmax", "temperature", "heads", "kv-heads"});
  CHECK(recipe.find("causal")->arguments == std::vector<double>{-1});
  CHECK(recipe.heads() == 4);
  CHECK(recipe.kv_heads() == 2);
  CHECK(parse_recipe("scaled+window=-1,3").find("window")->arguments == std::vector<double>{-1, 3});
}

TEST_CASE("every part of the grammar has a source and is spelled as help writes it") {
  for (const Token* token : tokens()) {
    CAPTURE(token->name);
    CHECK_FALSE(token->source.empty());
    CHECK((token->argument == Argument::none) == token->placeholder.empty());
    CHECK(spelled(*token).starts_with(token->name));
  }
}
