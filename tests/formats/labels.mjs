// Labels that attack terminals, Markdown, LaTeX and scripts do nothing in any format, and are found again.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { claim, commonmark, finish, formulasOfLatex, heed, katexCells, katexError } from "./program.mjs";

const labels = [
  // terminals
  "\x1b[2J", "\x1b]0;x\x07", "\x1b]8;;file:///etc/passwd\x1b\\", "\x1b]52;c;eA==\x07", "\x1bPx\x1b\\", "\u009b31m", "a\rb",
  "a\bb", "a\u0000b", "a\u007fb", "a\nb", "a\tb", "a\u0085b",
  // directions, invisible characters, marks
  "a\u202eb", "a\u2066b\u2069", "a\u200eb\u200f", "a\u061cb", "a\u{e0041}b", "a\u2028b\u2029c", "e" + "\u0301".repeat(120),
  // Markdown
  "a|b", "`", "``", "a`b``c", " ` ", "$x$", "$$x$$", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](y)",
  "@user", "#1", "[[x]]", "![[x]]", "[[a|b]]", "%%x%%", "# x", "---", "> x", "- x", "1. x", "\\", "\\|", "\\\\|", "a\\", "|", "||",
  "**x**", "*x*", "__x__", "~~x~~", "==x==", "https://example.org", "&lt;", "&#124;", "x^2^", "[^1]", "{#id}", "\\(x\\)", "a  b",
  // HTML
  "</script><script>alert(1)</script>", "<!--<script>", "\" onmouseover=\"alert(1)", "]]>",
  // LaTeX
  "\\input{/etc/passwd}", "\\write18{id}", "\\end{array}", "%", "~^_{}#&$", "\\begin{input}{/etc/passwd}", "^^5c", "$\\def\\x{}$", "--'`?`",
  // spreadsheets
  "=cmd|'/C calc'!A0", "+1+1", "@SUM(1)", "-5.00",
  // and what must simply pass
  "山川", "（粗体）字", "naïve", "√d_k", "👩‍👩‍👧",
];

// The label as heed promises to show it: what acts unseen is spelled out, and no character has more than 32 marks.
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const shown = (label) =>
  label.replace(/([\p{Mn}\p{Me}]{32})[\p{Mn}\p{Me}]+/gu, "$1")
    .replace(unseen, (c) => `<U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`);
const control = /[\u0000-\u001f\u007f-\u009f]/u;
const settled = (text) => text.normalize("NFD").replace(/[\p{M}ˊ¨]/gu, "").replaceAll("ı", "i").replace(/[‘’]/g, "'").replace(/`/g, "'").replace(/[\u00a0 ]+/g, " ").replace(/[−-]/g, "-").trim();

const folder = mkdtempSync(tmpdir() + "/heed-labels-");
const path = folder + "/sample.json";
for (const label of labels) {
  const name = JSON.stringify(label);
  const sample = { title: label, about: label, source: label, queries: [label, "second"], X: [[1, 0], [0.5, 1]] };
  writeFileSync(path, JSON.stringify(sample));
  for (const format of ["text", "markdown", "latex", "json"]) {
    const { status, bytes, out, errors } = heed("trace", path, "--format", format);
    claim(status === 0, () => `${name} in ${format}: ${errors}`);
    claim(Buffer.from(out).equals(bytes), () => `${name} in ${format}: the bytes are UTF-8`);
    claim(out.replaceAll("\n", "").search(format === "json" ? control : unseen) < 0, () => `${name} in ${format}: no character acts unseen`);
    if (format === "text") {
      claim(out.includes(shown(label).slice(0, 9).trim()), () => `${name} in text: it is found again`);
    } else if (format === "json") {
      const weights = JSON.parse(out).steps.find((step) => step.id === "weights");
      claim(weights.rows[0] === label && weights.columns[0] === label, () => `${name} in json: it is found again`);
    } else if (format === "markdown") {
      const { xml, tables } = commonmark(out);
      const meant = { "**x**": "<strong>", "*x*": "<emph>" }[label] ?? ""; // a sample's own prose may be marked so
      claim(!/<html_|<image|<strong|<emph|<strikethrough/.test(xml.replaceAll(meant, "")), () => `${name} in markdown: it stays text`);
      claim(label.startsWith("https:") || !/<link/.test(xml), () => `${name} in markdown: it links nowhere`);
      claim(!/<(block_quote|code_block|thematic_break)|type="ordered"/.test(xml), () => `${name} in markdown: no new block`);
      const headings = [...xml.matchAll(/<heading level="1">/g)].length;
      claim(headings === 1, () => `${name} in markdown: one title, not ${headings}`);
      const [header, first, second] = tables.at(-2) ?? [[], [], []]; // weights; context stands behind it
      claim(header.length === 3 && first.length === 3 && tables.at(-2)?.length === 3,
            () => `${name} in markdown: the table of weights is whole: ${JSON.stringify(tables.at(-2))}`);
      claim(header[1] === shown(label) && first[0] === shown(label) && second[0] === "second" && /^[\d.]+$/.test(first[2]),
            () => `${name} in markdown: it is found again in ${JSON.stringify(tables.at(-2))}`);
    } else if (!/\p{Extended_Pictographic}\u200d/u.test(label)) { // joined pictures: XeLaTeX needs a font, KaTeX has none
      const formulas = formulasOfLatex(out);
      for (const formula of formulas) {
        const error = katexError(formula);
        claim(error === null, () => `${name} in latex: KaTeX reads ${formula}: ${error}`);
      }
      const tables = formulas.filter((formula) => formula.startsWith("A =\n"));
      claim(tables.length === 1, () => `${name} in latex: one table of weights`);
      const cells = tables.length === 1 && katexError(tables[0]) === null ? katexCells(tables[0]) : [];
      claim(cells.length === 9 && settled(cells[3]) === settled(shown(label)),
            () => `${name} in latex: it is found again in ${JSON.stringify(cells)}`);
      claim(!/\\(input|write|def|begin\{input)/.test(out), () => `${name} in latex: no command comes from it`);
    }
  }
}
// In pictures and pages the same tags stand, whatever the label.
const tags = (markup) => [...markup.matchAll(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, "")).join("");
const paged = (label, format) => {
  writeFileSync(path, JSON.stringify({ queries: [label, "second"], X: [[1, 0], [0.5, 1]] }));
  return heed("trace", path, "--only", "weights", "--format", format);
};
for (const format of ["html", "svg"]) {
  const harmless = tags(paged("first", format).out);
  for (const label of labels) {
    const name = JSON.stringify(label);
    const { status, out, errors } = paged(label, format);
    claim(status === 0, () => `${name} in ${format}: ${errors}`);
    claim(out.replaceAll("\n", "").search(unseen) < 0, () => `${name} in ${format}: no character acts unseen`);
    claim(tags(out) === harmless, () => `${name} in ${format}: it brings no tag`);
  }
}
// As the name of a file, it is one; as an argument, it is refused in one quiet line.
const loud = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
for (const label of labels.filter((candidate) => !candidate.includes("\0"))) {
  const name = JSON.stringify(label);
  if (!label.includes("/")) {
    const file = `${folder}/${label}.json`;
    writeFileSync(file, JSON.stringify({ X: [[1, 0], [0.5, 1]] }));
    for (const format of ["text", "markdown", "latex", "json", "html", "svg"]) {
      const { status, out, errors } = heed("trace", file, "--only", "weights", "--format", format);
      claim(status === 0 && errors === "", () => `${name} as a file, in ${format}: ${errors}`);
      claim(!loud.test(format === "json" ? "" : out), () => `${name} as a file, in ${format}: no character acts unseen`);
      if (format === "markdown") claim(!/<(html_|image|link)/.test(commonmark(out).xml), () => `${name} as a file: it stays text`);
    }
    rmSync(file);
  }
  for (const arguments_ of [[label], ["trace", label], ["trace", "causal", "--as", label], ["why", "causal", label],
    ["why", "causal", `weights[${label},1]`], ["trace", "causal", "--only", label], ["trace", "causal", "--format", label],
    ["audit", "causal", "--claim", label], ["help", label], ["trace", "causal", "-o", `${folder}/nowhere/${label}`]]) {
    const { status, out, errors } = heed(...arguments_);
    claim(status >= 2 && status <= 5 && out === "", () => `${name} in ${JSON.stringify(arguments_)}: status ${status}`);
    claim(/^heed: .*\n$/.test(errors) && !loud.test(errors), () => `${name} in ${JSON.stringify(arguments_)}: ${JSON.stringify(errors)}`);
  }
}
for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80]]) {
  writeFileSync(path, Buffer.concat([Buffer.from('{"queries": ["'), Buffer.from(bytes), Buffer.from('"], "X": [[1]]}')]));
  for (const format of ["text", "markdown", "latex", "json"]) {
    const { status, out } = heed("trace", path, "--format", format);
    claim(status === 3 && out === "", () => `a label that is not UTF-8 (${bytes}) is refused in ${format}`);
  }
}
// Ten thousand marks on one letter: taken, and shown with as many as a reader can bear.
writeFileSync(path, JSON.stringify({ queries: ["e" + "\u0301".repeat(10000)], X: [[1]] }));
for (const format of ["text", "markdown", "latex"]) {
  const { status, out } = heed("trace", path, "--format", format);
  const runs = out.match(/e\u0301+/g) ?? [];
  claim(status === 0 && runs.length > 0 && runs.every((run) => run.length <= 33),
        () => `endless marks are cut short in ${format}`);
}
rmSync(folder, { recursive: true });
claim(labels.length >= 40, () => "there are at least 40 labels");
finish();
