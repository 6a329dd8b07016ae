// Every formula of every sample, recipe and language is one that KaTeX reads at its strictest, and in Markdown one
// that no Markdown program takes for its own marks.
import { claim, finish, formulasOfLatex, formulasOfMarkdown, heed, katexError, recipes, samples } from "./program.mjs";

const seen = new Set();
function check(formula, where, inMarkdown) {
  if (seen.has(inMarkdown + formula)) return;
  seen.add(inMarkdown + formula);
  const error = katexError(formula);
  claim(error === null, () => `${where}: KaTeX reads ${formula}: ${error}`);
  if (!inMarkdown) return;
  claim(!/\||\\[,;_{}|]|\}_/.test(formula), () => `${where}: no mark of Markdown stands in ${formula}`);
  claim(!/\\\\./.test(formula), () => `${where}: rows end lines in ${formula}`);
  claim(!/^([-+=>#]|\d+[.)]) /m.test(formula), () => `${where}: no line begins like a list in ${formula}`);
  claim(!/[\u2e80-\uffff]/.test(formula), () => `${where}: no Chinese stands in ${formula}`);
}

for (const sample of samples()) {
  for (const recipe of [null, ...recipes()]) {
    for (const lang of recipe === null ? ["en", "zh"] : ["en"]) {
      const as = recipe === null ? [] : ["--as", recipe];
      const where = ["trace", sample, ...as, "--lang", lang, "--detail", "all"];
      const markdown = heed(...where, "--format", "markdown");
      if (markdown.status === 3) continue; // the sample has not what the recipe needs
      claim(markdown.status === 0, () => `${where.join(" ")}: ${markdown.errors}`);
      const formulas = formulasOfMarkdown(markdown.out);
      claim(formulas.length > 0, () => `${where.join(" ")}: there are formulas`);
      for (const formula of formulas) check(formula, where.join(" "), true);
      for (const formula of formulasOfLatex(heed(...where, "--format", "latex").out)) {
        check(formula, where.join(" "), false);
      }
    }
  }
}
finish();
