// What heed's pages do in a real browser. HEED and CHROMIUM name the two programs.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const skip = (why) => {
  console.log(`skipped: ${why}`);
  process.exit(77);
};
const { HEED: heed_path, CHROMIUM: chromium_path } = process.env;
if (!chromium_path) skip("no chromium here");
if (spawnSync("xmllint", ["--version"]).error) skip("no xmllint here");
const { chromium } = await import("playwright-core").catch(() => skip("no playwright-core here, see npm ci"));

const folder = mkdtempSync(join(tmpdir(), "heed-pages-"));
const quiet = { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] };
const heed = (...words) => execFileSync(heed_path, words, quiet);
const languages = ["en", "zh"];
const samples = JSON.parse(heed("sample", "--format", "json")).samples.map((sample) => sample.name);

let browser;
before(async () => {
  const switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update"];
  browser = await chromium.launch({ executablePath: chromium_path, args: switches });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const contexts = new Map();

/// The answer to a command as an open page, and whatever it asked for or complained about.
const open = async (words, looks = {}) => {
  const key = JSON.stringify(looks);
  if (!contexts.has(key)) {
    contexts.set(key, await browser.newContext({ viewport: { width: 1280, height: 900 }, ...looks }));
  }
  const file = join(folder, "page.html");
  writeFileSync(file, heed(...words, "--format", "html"));
  const page = await contexts.get(key).newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  page.on("request", (request) => request.url().startsWith("file:") || complaints.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, complaints, close: () => page.close() };
};

const cell = (page, step, row, column) =>
  page.locator(`figure[id="${step}"] tbody tr`).nth(row - 1).locator("td:not(.reading)").nth(column - 1);

/// "weights[1,2]" of every cell with that class.
const marked = (page, name) =>
  page.locator(`td.${name}`).evaluateAll((cells) => cells.map((one) => {
    const row = one.parentNode;
    const place = [[...row.parentNode.children].indexOf(row), [...row.querySelectorAll("td")].indexOf(one)];
    return `${one.closest("figure").id}[${place.map((index) => index + 1)}]`;
  }));

const commands = [["why", "translation", "weights[the,的]", "--to-inputs"], ["why", "translation", "X_query[1,1]"],
  ["sample"], ["sample", "causal"], ["recipes"], ["help"], ["help", "trace"]];

for (const language of languages) {
  const traces = samples.flatMap((name) => [["trace", name], ["trace", name, "--detail", "all"]]);
  const every = [...traces, ...commands].map((words) => [...words, "--lang", language]);

  test(`every page opens without a request or a complaint (${language})`, async () => {
    for (const words of every) {
      const { page, complaints, close } = await open(words);
      assert.deepEqual(complaints, [], words.join(" "));
      assert.match(await page.locator("html").getAttribute("lang"), new RegExp(`^${language}`));
      assert.ok((await page.title()).length > 0);
      assert.ok((await page.innerText("main")).length > 20, words.join(" "));
      await close();
    }
  });

  test(`every page is well-formed HTML (${language})`, () => {
    for (const words of every) {
      const page = heed(...words, "--format", "html");
      const { stderr } = spawnSync("xmllint", ["--html", "--noout", "-"], { input: page, encoding: "utf8" });
      // libxml2 knows no tag younger than HTML 4.
      const errors = stderr.split("\n").filter((line) => / error : /.test(line) && !/Tag \w+ invalid/.test(line));
      assert.deepEqual(errors, [], words.join(" "));
    }
  });

  test(`the page of a translation is smaller than 200 KB (${language})`, () => {
    assert.ok(Buffer.byteLength(heed("trace", "translation", "--format", "html", "--lang", language)) < 200e3);
  });

  test(`text can be read in both colour schemes, contrast 4.5 at least (${language})`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open(["trace", "translation", "--lang", language], { colorScheme });
      await cell(page, "scores", 1, 1).click();
      const least = await page.evaluate(() => {
        const channels = (color) => color.match(/[\d.]+/g).map(Number);
        const luminance = (color) => {
          const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
          const [r, g, b] = channels(color).map((channel) => linear(channel / 255));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const paper = (node) => {
          const color = getComputedStyle(node).backgroundColor;
          return channels(color)[3] === 0 ? paper(node.parentElement) : color;
        };
        const contrasts = [...document.querySelectorAll("p, a, code, th, td, h1, h2, h3, b, button")].map((node) => {
          const [a, b] = [luminance(getComputedStyle(node).color), luminance(paper(node))];
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        });
        return Math.min(...contrasts);
      });
      assert.ok(least >= 4.5, `${colorScheme}: ${least}`);
      await close();
    }
  });
}

test("a click shows the arithmetic that why gives, and lights up the cells it names", async () => {
  let clicks = 0;
  for (const name of samples) {
    const { page, complaints, close } = await open(["trace", name]);
    const { steps } = JSON.parse(heed("trace", name, "--format", "json"));
    const shown = new Set(steps.map((step) => step.id + (step.head ? `@${step.head}` : "")));
    for (const step of steps) {
      const id = step.id + (step.head ? `@${step.head}` : "");
      if (step.rows.length * step.columns.length > 1024) continue;
      const [row, column] = [step.rows.length, Math.ceil(step.columns.length / 2)];
      const why = JSON.parse(heed("why", name, `${id}[${row},${column}]`, "--format", "json"));
      await cell(page, id, row, column).click();
      const told = await page.innerText("#arithmetic b");
      const value = typeof why.value === "number" ? why.value : { "-inf": -Infinity, inf: Infinity }[why.value];
      const number = Number(told.replace("∞", "Infinity"));
      assert.ok(number === value || Math.abs(number - value) <= 0.5e-4 + 1e-12, `${name} ${id}: ${told}, not ${value}`);
      assert.deepEqual(await marked(page, "here"), [`${id}[${row},${column}]`]);
      const sources = why.terms.flatMap((term) => term.cells).filter((source) => shown.has(source.split("[")[0]));
      assert.deepEqual(new Set(await marked(page, "from")), new Set(sources), `${name} ${id}`);
      ++clicks;
    }
    assert.deepEqual(complaints, []);
    await close();
  }
  assert.ok(clicks > 50);
});

test("keys walk through steps and cells, Enter shows the arithmetic, Escape closes it", async () => {
  const { page, complaints, close } = await open(["trace", "translation"]);
  const focused = () => page.evaluate(() => document.activeElement.closest("figure")?.id);
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "X_query");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "X_memory");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(), "X_query");
  await cell(page, "scores", 1, 1).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.isVisible("#arithmetic"), false);
  await page.keyboard.press("Enter");
  assert.deepEqual(await marked(page, "here"), ["scores[2,2]"]);
  assert.match(await page.innerText("#arithmetic code"), /^scores\[love,爱\]$/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(), "V");
  assert.match(await page.innerText("#arithmetic code"), /^V\[/);
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("#arithmetic"), false);
  assert.deepEqual(await marked(page, "from"), []);
  assert.deepEqual(complaints, []);
  await close();
});

test("without JavaScript every number can be read", async () => {
  const { page, close } = await open(["trace", "translation"], { javaScriptEnabled: false });
  const { steps } = JSON.parse(heed("trace", "translation", "--format", "json"));
  for (const step of steps) {
    const text = await page.locator(`figure[id="${step.id}"] tbody td:not(.reading)`).allInnerTexts();
    const values = step.values.flat();
    assert.equal(text.length, values.length, step.id);
    values.forEach((value, k) => assert.ok(Math.abs(Number(text[k]) - value) <= 0.005 + 1e-12, `${step.id}: ${text[k]}`));
  }
  assert.equal(await page.isVisible("#arithmetic"), false);
  assert.equal(await page.isVisible(".hint"), false);
  assert.ok(await page.isVisible("svg.lines path >> nth=0"));
  await close();
});

test("a page fits a phone: only matrices and formulas scroll sideways", async () => {
  for (const name of samples) {
    const { page, close } = await open(["trace", name], { viewport: { width: 390, height: 844 } });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, name);
    await close();
  }
});

const hostile = ["</script><script>alert(1)</script>", "<!--<script>", '" onmouseover="alert(1)', "' onfocus='alert(1)",
  "&lt;b&gt;", "&amp;", "<img src=x onerror=alert(1)>", "</td></tr></table>", "</template>", "</title>", "</svg>", "</math>",
  "<![CDATA[", "]]>", "<style>*{display:none}</style>", "<base href=//x>", "<meta http-equiv=refresh content=0>",
  "<a href=javascript:alert(1)>x</a>", "{{x}}", "a|b", "`x`", "``", "$x$", "[x](javascript:alert(1))", "@user", "#1",
  "[[x]]", "**bold**", "---", "\\input{/etc/passwd}", "=cmd|' /C calc'!A0"];
const unseen = ["\u001b[2J", "\u001b]0;x\u0007", "\u009b31m", "a\rb", "a\bb", "a\u0000b", "a\nb", "a\u007fb", "\u202eabc",
  "\u2066x\u2069", "\u200fx", "\u061cx", "\u{e0041}x", "\u2028", "a" + "\u0301".repeat(100)];

test("labels from outside run no script, break no table and are found back", async () => {
  const labels = [...hostile, ...unseen];
  const rows = labels.map((_, i) => [i % 3, 1, (i % 5) / 4]);
  const file = join(folder, "hostile.json");
  const text = { title: hostile.join(" "), about: hostile.join(" "), source: hostile.join(" "), queries: labels, X: rows };
  writeFileSync(file, JSON.stringify(text));
  const { page, complaints, close } = await open(["trace", file]);
  const bytes = heed("trace", file, "--format", "html");
  assert.doesNotMatch(bytes, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
  assert.equal((bytes.match(/<script/g) ?? []).length, 1);
  const heads = await page.locator('figure[id="weights"] thead th').allTextContents();
  assert.deepEqual(heads.slice(0, hostile.length), hostile);
  assert.equal(heads.length, labels.length);
  assert.equal(await page.locator('figure[id="weights"] tbody td:not(.reading)').count(), labels.length ** 2);
  await page.locator('figure[id="Q"] tbody td').first().click();
  assert.equal(await page.isVisible("#arithmetic"), true);
  for (const node of await page.locator("figure[id=scores] tbody th").all()) await node.hover({ force: true });
  assert.deepEqual(complaints, []);
  assert.equal(await page.locator("main img, main a[href^=javascript], main base, main meta, [onmouseover]").count(), 0);
  await close();
});

test("the policy of a page admits no script but its own", async () => {
  const file = join(folder, "changed.html");
  const intruder = "<script>document.title='x'</script>";
  writeFileSync(file, heed("trace", "four-steps", "--format", "html").replace("</main>", `${intruder}</main>`));
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  assert.notEqual(await page.title(), "x");
  assert.equal(await page.locator("[role=grid]").count() > 0, true);
  await page.close();
});

test("an SVG holds one matrix of weights, every number of it, and says what to do otherwise", () => {
  for (const name of samples) {
    for (const language of languages) {
      const { steps } = JSON.parse(heed("trace", name, "--format", "json"));
      const weights = steps.find((step) => step.id === "weights");
      const svg = heed("trace", name, "--format", "svg", "--lang", language, "--only", weights.head ? "weights@1" : "weights");
      const checked = spawnSync("xmllint", ["--noout", "-"], { input: svg, encoding: "utf8" });
      assert.equal(checked.stderr, "");
      const numbers = [...svg.matchAll(/fill="#\w+">([^<]*)<\/text>/g)].map((match) => Number(match[1]));
      const values = weights.values.flat();
      if (Math.max(weights.rows.length, weights.columns.length) <= 64) assert.equal(numbers.length, values.length);
      numbers.forEach((number, k) => assert.ok(Math.abs(number - values[k]) <= 0.005 + 1e-12));
    }
  }
  const refused = (...words) => spawnSync(heed_path, [...words, "--format", "svg"], { encoding: "utf8" });
  for (const words of [["trace", "translation", "--only", "Q"], ["trace", "two-heads"], ["recipes"]]) {
    const { status, stderr, stdout } = refused(...words);
    assert.equal(status, 2);
    assert.match(stderr, /--only weights/);
    assert.equal(stdout, "");
  }
});
