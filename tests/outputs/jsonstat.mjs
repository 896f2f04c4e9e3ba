// JSON-stat, read by its own toolkit: every cell is that of the CSV file.
//
// usage: node jsonstat.mjs SITE NODE_MODULES
import { createRequire } from "node:module";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const [site, modules] = process.argv.slice(2);
const JSONstat = createRequire(path.join(path.resolve(modules), "x.js"))("jsonstat-toolkit");
const problems = [];
const counts = { files: 0, cells: 0 };

/** The records of a CSV file as RFC 4180 writes it. */
function records(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows[rows.length - 1];
    if (quoted && sign === '"' && text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  rows.pop();
  const names = rows.shift();
  return rows.map((row) => Object.fromEntries(names.map((name, position) => [name, row[position]])));
}

for (const file of readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".json")).sort()) {
  const parsed = JSON.parse(readFileSync(path.join(site, file), "utf8"));
  if (parsed.class !== "dataset") continue;
  counts.files += 1;
  const beside = path.join(site, file.replace(/\.json$/, ".csv"));
  const source = existsSync(beside) ? beside : path.join(site, "data", path.basename(beside));
  const dataset = JSONstat(parsed);
  if (dataset.class !== "dataset" || dataset.n !== parsed.size.reduce((product, size) => product * size, 1)) {
    problems.push(`${file}: is read as ${dataset.class} of ${dataset.n} cells`);
    continue;
  }
  const dimensions = dataset.id.slice(0, -1);
  const metric = dataset.id[dataset.id.length - 1];
  let numbers = 0;
  for (const record of records(readFileSync(source, "utf8"))) {
    const codes = Object.fromEntries(dimensions.map((name) => [name, record[name].replace(/^'(?=[=+\-@\t\r])/, "")]));
    for (const measure of dataset.Dimension(metric).id) {
      const cell = dataset.Data({ ...codes, [metric]: measure });
      const expected = record[measure] === "" ? null : Number(record[measure]);
      counts.cells += 1;
      numbers += expected === null ? 0 : 1;
      if ((cell?.value ?? null) !== expected) problems.push(`${file}: ${JSON.stringify(codes)} ${measure} is ${cell?.value}, in the CSV ${expected}`);
    }
  }
  const known = Array.from({ length: dataset.n }, (_, at) => dataset.Data(at)?.value).filter((value) => value !== null && value !== undefined);
  if (known.length !== numbers) problems.push(`${file}: holds ${known.length} numbers, the CSV ${numbers}`);
}

for (const problem of problems) console.error(problem);
console.log(`${counts.files} JSON-stat files with ${counts.cells} cells, ${problems.length} problems`);
process.exit(problems.length > 0 || counts.files === 0 ? 1 : 0);
