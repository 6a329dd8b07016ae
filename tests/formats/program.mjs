// heed, and the validators, as functions. The tests beside this file are sentences about what they return.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import process from "node:process";

const require = createRequire(process.env.VALIDATORS + "/package.json");
const katex = require("katex");

export function heed(...args) {
  const { status, stdout, stderr } = spawnSync(process.env.HEED, args, { maxBuffer: 1 << 28 });
  return { status, bytes: stdout, out: stdout.toString(), errors: stderr.toString() };
}

export const samples = () => JSON.parse(heed("sample", "--format", "json").out).samples.map((sample) => sample.name);

// A recipe for each token that heed lists, whatever it asks for filled in.
export function recipes() {
  const values = { S: "2", C: "3", OFFSET: "1", "L,R": "1,1", T: "2", H: "2", G: "1", B: "2", half: "half" };
  const tokens = JSON.parse(heed("recipes", "--format", "json").out)
    .lines.map(([token]) => token.replaceAll("`", ""))
    .filter((token) => token !== "");
  const scores = ["dot", "scaled", "general", "additive", "cosine", "distance", "linear"];
  return tokens.flatMap((token) => {
    const [name, argument] = token.replace(/[[\]]/g, "").split("=");
    const alone = argument === undefined || token.includes("[") ? [name] : [];
    const filled = argument === undefined ? alone : [...alone, `${name}=${values[argument]}`];
    return filled.map((part) =>
      scores.includes(name) ? part : name === "kv-heads" ? `scaled+heads=2+${part}` : `scaled+${part}`);
  });
}

// The error of KaTeX at its strictest, or null.
export function katexError(formula) {
  try {
    katex.renderToString(formula, { displayMode: true, strict: "error", throwOnError: true, trust: false });
    return null;
  } catch (error) {
    return error.message;
  }
}

const entities = { lt: "<", gt: ">", amp: "&", quot: '"' };
const unescaped = (xml) =>
  xml.replace(/<[^>]*>/g, "").replace(/&(\w+);|&#x([0-9a-f]+);/gi, (_, name, hex) =>
    hex === undefined ? entities[name] : String.fromCodePoint(parseInt(hex, 16)));

// The cells of an array, as KaTeX sets them.
export function katexCells(formula) {
  const mathml = katex.renderToString(formula, { displayMode: true, strict: "error", trust: false, output: "mathml" });
  return [...mathml.matchAll(/<mtd[^>]*>(.*?)<\/mtd>/gs)].map(([, cell]) => unescaped(cell));
}

// The Markdown as cmark-gfm understands it: XML, and its tables as rows of cell texts.
export function commonmark(markdown) {
  const extensions = ["table", "strikethrough", "autolink"].flatMap((name) => ["-e", name]);
  const { stdout } = spawnSync("cmark-gfm", [...extensions, "-t", "xml"], { input: markdown, maxBuffer: 1 << 28 });
  const xml = stdout.toString();
  const tables = [...xml.matchAll(/<table>(.*?)<\/table>/gs)].map(([, table]) =>
    [...table.matchAll(/<table_(?:header|row)>(.*?)<\/table_(?:header|row)>/gs)].map(([, row]) =>
      [...row.matchAll(/<table_cell\b[^>]*?(?:\/>|>(.*?)<\/table_cell>)/gs)].map(([, cell]) =>
        [...(cell ?? "").matchAll(/<(?:text|code)\b[^>]*>(.*?)<\//gs)].map(([, text]) => unescaped(text)).join(""))));
  return { xml, tables };
}

export const formulasOfMarkdown = (text) => [...text.matchAll(/^\$\$\n(.*?)\n\$\$$/gms)].map(([, formula]) => formula);
export const formulasOfLatex = (text) => [...text.matchAll(/^\\\[\n(.*?)\n\\\]$/gms)].map(([, formula]) => formula);

// Counts what holds, prints what does not.
let held = 0;
let broken = 0;
export function claim(holds, sentence) {
  if (holds) ++held;
  else if (++broken <= 20) console.log(`broken: ${sentence()}`);
}
export function finish() {
  console.log(`${held} claims hold, ${broken} are broken`);
  process.exit(broken > 0 || held === 0 ? 1 : 0);
}
