// What tools that others made say of a site: vnu and html-validate of its markup, linkinator of its
// links below a path, Lighthouse of what a phone gets.
//
//     node validators.mjs PROGRAM SITE_ROOT
//
// Needs `java`, `chromium` and, beside this file, the packages of package.json.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { SWITCHES, executablePath, freePort, serve } from "./site.mjs";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const packages = path.dirname(path.dirname(require.resolve("axe-core/package.json")));
/** Some of the tools need a newer version than a system may have. */
const node = path.join(packages, "node/bin/node");
const BELOW = "/stat/";
const KB = 1000;
/** The least scores, and how many of three runs the median is of. */
const SCORES = { accessibility: 1, "best-practices": 0.95, performance: 0.95, seo: 0.95 };
const RUNS = 3;
/** Pages on a phone: what they may weigh and ask for. */
const PHONES = [
  { address: "", bytes: 100 * KB, requests: 8 },
  { address: "targets/", bytes: 100 * KB, requests: 8 },
  { address: "vi/committees/thanh-mien/", bytes: 60 * KB, requests: 8 },
];

async function files(folder, ending) {
  const all = await readdir(folder, { recursive: true });
  return all.filter((file) => file.endsWith(ending)).map((file) => path.join(folder, file));
}

/** The Nu HTML checker: HTML with the drawings in it, and drawings that stand alone. */
async function vnu(folder) {
  const jar = path.join(packages, "vnu-jar/build/dist/vnu.jar");
  const check = async (ending) => {
    const found = await files(folder, ending);
    const arguments_ = ["-jar", jar, "--errors-only", "--also-check-svg", "--format", "json", "--exit-zero-always", ...found];
    const { stderr } = await run("java", arguments_, { maxBuffer: 1 << 28 });
    const messages = JSON.parse(stderr).messages.map((m) => `${path.relative(folder, m.url.replace("file:", ""))}:${m.lastLine}: ${m.message}`);
    return { count: found.length, messages };
  };
  const [pages, drawings] = [await check(".html"), await check(".svg")];
  console.log(`vnu: ${pages.count} pages and ${drawings.count} drawings`);
  return [...pages.messages, ...drawings.messages].map((message) => `vnu: ${message}`);
}

async function htmlValidate(folder) {
  const rules = { "doctype-style": ["error", { style: "lowercase" }] };
  const loader = new StaticConfigLoader({ root: true, extends: ["html-validate:recommended"], rules });
  const validator = new HtmlValidate(loader);
  const problems = [];
  const found = await files(folder, ".html");
  for (const file of found) {
    const report = await validator.validateString(await readFile(file, "utf8"), file);
    for (const message of report.results.flatMap((result) => result.messages)) {
      problems.push(`html-validate: ${path.relative(folder, file)}:${message.line}: ${message.ruleId}: ${message.message}`);
    }
  }
  console.log(`html-validate: ${found.length} pages`);
  return problems;
}

/** Every link of the site, followed from its front page; not those that leave it. */
async function linkinator(origin) {
  const program = path.join(packages, "linkinator/build/src/cli.js");
  const outside = "^https?://(?!127\\.0\\.0\\.1)";
  const arguments_ = [program, origin + BELOW, "--recurse", "--check-fragments", "--retry-errors", "--skip", outside, "--format", "json"];
  const { stdout } = await run(node, arguments_, { maxBuffer: 1 << 28 }).catch((error) => error);
  const { links } = JSON.parse(stdout);
  const followed = links.filter((link) => link.state !== "SKIPPED");
  console.log(`linkinator: ${followed.length} addresses below ${BELOW}`);
  if (followed.length < 100) return [`linkinator: only ${followed.length} addresses were found`];
  const broken = followed.filter((link) => link.state !== "OK");
  return broken.map((link) => `linkinator: ${link.url} on ${link.parent}: ${link.status}`);
}

async function lighthouse(origin) {
  const program = path.join(packages, "lighthouse/cli/index.js");
  const flags = ["--headless", ...SWITCHES].join(" ");
  const problems = [];
  for (const { address, bytes, requests } of PHONES) {
    const url = origin + BELOW + address;
    const scores = {};
    let weight = 0;
    let asked = 0;
    for (let turn = 0; turn < RUNS; turn += 1) {
      const arguments_ = [program, url, "--quiet", "--output", "json", `--chrome-flags=${flags}`, `--only-categories=${Object.keys(SCORES)}`];
      const { stdout } = await run(node, arguments_, { maxBuffer: 1 << 28, env: { ...process.env, CHROME_PATH: executablePath } });
      const report = JSON.parse(stdout);
      for (const [name, category] of Object.entries(report.categories)) (scores[name] ??= []).push(category.score);
      const fetched = report.audits["network-requests"].details.items;
      weight = fetched.reduce((sum, item) => sum + item.transferSize, 0);
      asked = fetched.length;
      const shift = report.audits["cumulative-layout-shift"].numericValue;
      if (shift > 0) problems.push(`Lighthouse: ${url} shifts by ${shift}`);
    }
    const medians = Object.entries(scores).map(([name, all]) => [name, all.sort((a, b) => a - b)[RUNS >> 1]]);
    console.log(`Lighthouse: /${address}: ${medians.map(([name, score]) => `${name} ${Math.round(score * 100)}`).join(", ")}; ${asked} requests, ${(weight / KB).toFixed(1)} kB`);
    for (const [name, score] of medians) {
      if (score < SCORES[name]) problems.push(`Lighthouse: ${url}: ${name} ${score * 100}, not ${SCORES[name] * 100}`);
    }
    if (weight > bytes) problems.push(`Lighthouse: ${url}: ${weight} bytes, more than ${bytes}`);
    if (asked > requests) problems.push(`Lighthouse: ${url}: ${asked} requests, more than ${requests}`);
  }
  return problems;
}

const [program, root] = process.argv.slice(2);
if (!root) throw new Error("usage: node validators.mjs PROGRAM SITE_ROOT");
const folder = await mkdtemp(path.join(tmpdir(), "validators-"));
// The pages name the address that they are served at, as those of a published site do.
const port = await freePort();
await run(path.resolve(program), ["build", "--quiet", "--root", root, "--output", path.join(folder, "site"), "--base-url", `http://127.0.0.1:${port}${BELOW}`]);
const { server, origin } = await serve(path.join(folder, "site"), { below: BELOW, port, compressed: true });
const problems = [];
try {
  problems.push(...(await vnu(path.join(folder, "site"))));
  problems.push(...(await htmlValidate(path.join(folder, "site"))));
  problems.push(...(await linkinator(origin)));
  problems.push(...(await lighthouse(origin)));
} finally {
  server.close();
  await rm(folder, { recursive: true, force: true });
}
for (const problem of problems) console.log(problem);
console.log(`${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
