// cmark-gfm finds in a trace's Markdown the tables that the trace has, cell by cell, and nothing that heed did not mean.
import { claim, commonmark, finish, heed, samples } from "./program.mjs";

for (const sample of samples()) {
  for (const lang of ["en", "zh"]) {
    const trace = JSON.parse(heed("trace", sample, "--lang", lang, "--format", "json").out);
    const { out } = heed("trace", sample, "--lang", lang, "--format", "markdown");
    const { xml, tables } = commonmark(out);
    const where = `${sample} in ${lang}`;
    claim(!/<html_/.test(xml), () => `${where}: no raw HTML`);
    claim(!/\*\*|`/.test(xml.replace(/<code[^>]*>.*?<\/code[^>]*>/gs, "")), () => `${where}: every mark is understood`);
    claim(tables.length === trace.steps.length, () => `${where}: a table for each step`);
    const ids = [...xml.matchAll(/<heading level="3">\s*<code[^>]*>(.*?)<\/code>/gs)].map(([, id]) => id);
    trace.steps.forEach((step, k) => {
      const address = step.head === undefined ? step.id : `${step.id}@${step.head}`;
      claim(ids[k] === address, () => `${where}: the heading of ${address} names it, not ${ids[k]}`);
      const [header, ...rows] = tables[k];
      claim(header.slice(1).join() === step.columns.join(), () => `${where}: ${address} has its columns: ${header}`);
      claim(rows.map((row) => row[0]).join() === step.rows.join(), () => `${where}: ${address} has its rows`);
      rows.forEach((row, i) => row.slice(1).forEach((shown, j) => {
        const exact = step.values[i][j];
        const near = exact === "-inf" ? shown === "-∞" : Math.abs(Number(shown) - exact) <= 0.005000001;
        claim(shown !== "" && near, () => `${where}: ${address}[${i + 1},${j + 1}] shows ${exact}, not ${shown}`);
      }));
    });
  }
}
for (const command of [[], ["help"], ["help", "trace"], ["recipes"], ["sample"], ["sample", "order"],
                       ["why", "translation", "weights[the,的]", "--to-inputs"]]) {
  for (const lang of ["en", "zh"]) {
    const { status, out } = heed(...command, "--lang", lang, "--format", "markdown");
    const { xml, tables } = commonmark(out);
    const where = `heed ${command.join(" ")} in ${lang}`;
    claim(status === 0 && out.length > 200, () => `${where}: prints`);
    claim(!/<html_/.test(xml), () => `${where}: no raw HTML`);
    for (const table of tables) {
      claim(table.every((row) => row.length === table[0].length && row.at(-1) !== "" || row === table[0]),
            () => `${where}: every row is complete: ${JSON.stringify(table)}`);
    }
  }
}
finish();
