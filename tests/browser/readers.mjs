// What readers are promised, page by page and on the way through the site.
//
//     node readers.mjs SITE_FOLDER     promises on every page, axe on every kind of page, journeys, weights
//     node readers.mjs --self-test     each promise is found broken on a page made for it
//
// Needs `chromium` and, beside this file, the packages of package.json.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { brotliCompressSync } from "node:zlib";
import { pages, serve, withBrowser } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The rules of WCAG 2.2 AA, and what axe calls good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const KB = 1000;

// In the page: promises that it breaks --------------------------------------------------------------

function promises() {
  const broken = [];
  const text = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");
  const own = (scope, selector) => [...scope.querySelectorAll(selector)];

  // Every page: one title, its language, one main part, a way past the navigation.
  if (own(document, "h1").length !== 1) broken.push(`${own(document, "h1").length} first headings`);
  if (!document.documentElement.lang) broken.push("no language");
  if (own(document, "main").length !== 1) broken.push("not one main part");
  const skip = document.querySelector("a.skip");
  const isEmbed = document.body.classList.contains("embed");
  if (!isEmbed && !document.querySelector(skip?.getAttribute("href") ?? "#none")) broken.push("no way past the navigation");
  const ids = own(document, "[id]").map((element) => element.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length) broken.push(`ids stand twice: ${twice.join(", ")}`);
  for (const link of own(document, "a[href]")) {
    if (!text(link) && !link.querySelector("img[alt]")) broken.push(`a link to ${link.getAttribute("href")} without words`);
  }

  // Headline figures: a number with what it is and what it compares with, and a way to more.
  for (const headline of own(document, ".headline")) {
    const name = text(headline.querySelector(".headline-label"));
    if (!headline.querySelector(".headline-value data[value]")) broken.push(`headline “${name}”: no number`);
    if (!name) broken.push("a headline without words");
    if (!text(headline.querySelector(".headline-note"))) broken.push(`headline “${name}”: nothing to compare with`);
    if (document.body.dataset.kind === "home" && !headline.querySelector(".headline-label a[href]")) broken.push(`headline “${name}”: no way to more`);
  }

  // Figures: number, title, subtitle, source, table, numbers as a file, an address of their own.
  for (const figure of own(document, "figure.figure")) {
    const tell = (problem) => broken.push(`figure ${figure.id}: ${problem}`);
    const title = figure.querySelector(".figure-title");
    if (!text(title)) tell("no title");
    if (figure.getAttribute("aria-labelledby") !== title?.id) tell("not called as its title");
    if (!text(figure.querySelector(".figure-subtitle"))) tell("no subtitle");
    const foot = text(figure.querySelector(".figure-foot"));
    if (!/(Source|Nguồn): \S/.test(foot)) tell("no source");
    if (isEmbed) continue;
    if (!figure.querySelector(`.figure-number a[href="#${figure.id}"]`)) tell("no number that leads to it");
    if (!figure.querySelector("table")) tell("no table");
    if (figure.querySelector("svg.chart") && !figure.querySelector("details > summary")) tell("its table cannot be opened");
    const file = own(figure, "a[download]").find((link) => link.getAttribute("href").endsWith(".csv"));
    if (!/CSV, [\d.,]+\s(byte|kB|MB)/.test(text(file))) tell("no file of numbers with its format and size");
    for (const drawing of own(figure, "svg.chart")) {
      const named = (drawing.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
      if (drawing.getAttribute("role") !== "img" || named.length < 2 || named.some((part) => !text(part))) tell("a drawing without name and description");
    }
    // The legend lists exactly the symbols that are used.
    const used = new Set(own(figure, "tbody .mark > [aria-hidden]").map(text));
    const listed = new Set(own(figure, ".symbols b").map(text));
    const differing = [...used].filter((mark) => !listed.has(mark)).concat([...listed].filter((mark) => !used.has(mark)));
    if (differing.length) tell(`symbols used and listed differ: ${differing.join(" ")}`);
  }

  // Tables: caption, headings with their scope, head and body, a region that scrolls and takes the focus.
  for (const table of own(document, "table")) {
    const name = text(table.caption);
    const tell = (problem) => broken.push(`table “${name}”: ${problem}`);
    if (!name) tell("no caption");
    if (!table.tHead || !table.tBodies.length) tell("no head or no body");
    for (const head of own(table, "th")) {
      if (!["col", "row"].includes(head.scope)) tell(`the heading “${text(head)}” has no scope`);
      if (!text(head)) tell("an empty heading");
    }
    for (const cell of own(table, "tbody td")) {
      if (!text(cell) && !cell.querySelector("svg")) tell("an empty cell without a reason");
    }
    if (own(table, "[colspan], [rowspan]").length) tell("cells are merged");
    const region = table.parentElement;
    const isNamed = document.getElementById(region.getAttribute("aria-labelledby") ?? "");
    if (region.tagName !== "SECTION" || region.tabIndex !== 0 || !isNamed) tell("lies in no region that can be scrolled by keyboard");
    const places = own(table, "thead th").map((_, column) => own(table, `tbody tr > :nth-child(${column + 1}) > data`));
    for (const numbers of places) {
      const decimals = new Set(numbers.map((data) => (/[.,](\d{1,2})\D*$/.exec(text(data)) ?? ["", ""])[1].length));
      if (decimals.size > 1) tell(`numbers of one column have ${[...decimals].join(" and ")} decimals`);
      for (const data of numbers) {
        const style = getComputedStyle(data.parentElement);
        if (style.textAlign !== "right" && style.textAlign !== "end") tell(`${text(data)} is not on the right`);
        if (!style.fontVariantNumeric.includes("tabular-nums")) tell(`${text(data)} has digits of different widths`);
        break;
      }
    }
  }
  return broken;
}

/** Every page, without scripts: what is promised stands in the page itself. */
async function everyPage(context, origin, folder, problems) {
  const page = await context.newPage();
  await page.route("**/*.js", (route) => route.abort());
  const kinds = new Map();
  for (const address of [...(await pages(folder)), "/404.html"]) {
    await page.goto(origin + address, { waitUntil: "load" });
    const broken = await page.evaluate(promises);
    problems.push(...broken.map((problem) => `${address}: ${problem}`));
    const kind = await page.evaluate(() => (document.body.classList.contains("embed") ? "embed" : document.body.dataset.kind));
    const size = await page.evaluate(() => document.querySelectorAll("*").length);
    // Of each kind the page with the most elements is looked at more closely.
    if (!kinds.has(kind) || kinds.get(kind).size < size) kinds.set(kind, { address, size });
  }
  await page.close();
  return kinds;
}

/** Each kind of page: nothing that axe finds, light and dark, narrow and wide, with scripts and without. */
async function everyKind(context, origin, kinds, problems) {
  for (const withScripts of [true, false]) {
    const page = await context.newPage();
    if (!withScripts) await page.route("**/*.js", (route) => route.abort());
    for (const [kind, { address }] of kinds) {
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(origin + address, { waitUntil: "load" });
          await page.evaluate(axe);
          const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
          for (const rule of found.violations) {
            const places = rule.nodes.map((node) => node.target).join(", ");
            problems.push(`${kind} ${address} at ${width}, ${colorScheme}, scripts ${withScripts ? "on" : "off"}: ${rule.id}: ${places}`);
          }
        }
      }
    }
    await page.close();
  }
}

// On the way through the site ------------------------------------------------------------------------

/** Front page, article, the table of its chart, the page of an area, the other language. */
async function journey(context, origin, name, blocked, problems) {
  const page = await context.newPage();
  const foreign = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) foreign.push(request.url());
  });
  if (blocked) await page.route(blocked, (route) => route.abort());
  const step = async (what, task) => {
    try {
      await task();
      return true;
    } catch (error) {
      problems.push(`the way ${name}: ${what}: ${String(error).split("\n")[0]}`);
      return false;
    }
  };
  const follow = async (link) => {
    await link.click({ timeout: 5000 });
    await page.waitForLoadState("load");
  };
  const is = (truth, what) => {
    if (!truth) throw new Error(what);
  };
  (await step("the front page", async () => {
    await page.goto(`${origin}/`, { waitUntil: "load" });
    is(await page.locator(".headline-value data").first().isVisible(), "no headline figure is seen");
  })) &&
    (await step("to an article", async () => {
      await follow(page.locator("#page--latest + ul a, #page--latest + ol a").first());
      is((await page.locator("body").getAttribute("data-kind")) === "article", "it is no article");
    })) &&
    (await step("to a chart", async () => {
      await page.goto(`${origin}/targets/`, { waitUntil: "load" });
      is(await page.locator("#committees svg.chart.wide text").first().isVisible(), "the chart is not seen");
    })) &&
    (await step("to the table of the chart", async () => {
      await page.locator("#committees summary").first().click({ timeout: 5000 });
      is(await page.locator("#committees table tbody tr").first().isVisible(), "the table is not seen");
    })) &&
    (await step("to an area", async () => {
      await follow(page.locator("#committees tbody a", { hasText: "Thanh Miện" }).first());
      is((await page.locator("h1").textContent()) === "Thanh Miện district", "it is another page");
    })) &&
    (await step("to the other language", async () => {
      await follow(page.locator("nav.languages a[hreflang=vi]"));
      is((await page.locator("html").getAttribute("lang")) === "vi", "it is not in Vietnamese");
      is((await page.locator("h1").textContent()) === "Huyện Thanh Miện", "it is another page");
    })) &&
    (await step("to a file of numbers", async () => {
      const file = await page.locator("a[download][href$='.csv']").first().getAttribute("href");
      const answer = await page.request.get(origin + file);
      is(answer.ok() && (await answer.text()).includes(","), "the file cannot be fetched");
    }));
  if (foreign.length) problems.push(`the way ${name}: asked elsewhere for ${foreign.join(", ")}`);
  const cookies = await context.cookies();
  if (cookies.length) problems.push(`the way ${name}: ${cookies.length} cookies were set`);
  await page.close();
}

/** A table of a figure is sorted by its headings, and put back. */
async function sorting(context, origin, problems) {
  const page = await context.newPage();
  await page.goto(`${origin}/targets/`, { waitUntil: "load" });
  const numbers = () => page.locator("#years tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.querySelector("data").value)));
  const before = await numbers();
  const button = page.locator("#years thead th.number button").first();
  const states = [];
  for (const press of ["Enter", "Enter", "Enter"]) {
    await button.focus();
    await page.keyboard.press(press);
    states.push([await page.locator("#years thead th.number").first().getAttribute("aria-sort"), await numbers()]);
  }
  const sorted = [...before].sort((a, b) => b - a);
  const expected = [["descending", sorted], ["ascending", [...sorted].reverse()], [null, before]];
  if (JSON.stringify(states) !== JSON.stringify(expected)) problems.push(`sorting a table: ${JSON.stringify(states)}`);
  await page.close();
}

/** The list of all pages is narrowed by what is typed, without marks. */
async function searching(context, origin, problems) {
  const page = await context.newPage();
  await page.goto(`${origin}/vi/search/`, { waitUntil: "load" });
  const seen = () => page.locator(".letter li:visible a").allTextContents();
  const all = await seen();
  await page.getByLabel("Tìm trang").fill("THANH mien");
  const found = await seen();
  if (found[0] !== "Huyện Thanh Miện" || found.length >= all.length) problems.push(`searching: ${found.join(", ")}`);
  const said = await page.getByRole("status").textContent();
  if (!said.includes(String(found.length))) problems.push(`searching: said “${said}”`);
  await page.getByLabel("Tìm trang").fill("");
  if ((await seen()).length !== all.length) problems.push("searching: the list does not come back");
  await page.close();
}

// Weights --------------------------------------------------------------------------------------------

/** What pages may weigh, compressed by Brotli, and how much a reader fetches at first. */
async function weights(context, origin, folder, problems) {
  const told = [];
  const budget = (what, bytes, most) => {
    told.push(`${what}: ${(bytes / KB).toFixed(1)} of ${most / KB} kB`);
    if (bytes > most) problems.push(`${what} weighs ${bytes} bytes, more than ${most}`);
  };
  let heaviest = ["", 0];
  for (const address of await pages(folder)) {
    const bytes = brotliCompressSync(await readFile(path.join(folder, address, "index.html"))).length;
    if (bytes > heaviest[1]) heaviest = [address, bytes];
  }
  budget(`the heaviest page (${heaviest[0]})`, heaviest[1], 60 * KB);
  const page = await context.newPage();
  const visits = [["an article with three charts", "/targets/", 100 * KB], ["an area page", "/committees/thanh-mien/", 60 * KB], ["the front page", "/", 150 * KB]];
  for (const [what, address, most] of visits) {
    const fetched = [];
    const note = async (response) => fetched.push([new URL(response.url()).pathname, brotliCompressSync(await response.body()).length]);
    const pending = [];
    const listen = (response) => pending.push(note(response));
    page.on("response", listen);
    await page.goto(origin + address, { waitUntil: "networkidle" });
    await Promise.all(pending);
    page.off("response", listen);
    const sum = (ending) => fetched.filter(([name]) => name.endsWith(ending)).reduce((all, [, bytes]) => all + bytes, 0);
    budget(`${what}, first load`, sum(""), most);
    budget(`${what}, style`, sum(".css"), 15 * KB);
    budget(`${what}, scripts`, sum(".js"), 20 * KB);
    if (fetched.length > 8) problems.push(`${what}: ${fetched.length} requests`);
  }
  await page.close();
  return told;
}

async function check(folder) {
  const { server, origin } = await serve(folder);
  const problems = [];
  try {
    return await withBrowser({ bypassCSP: true }, async (context) => {
      const kinds = await everyPage(context, origin, folder, problems);
      await everyKind(context, origin, kinds, problems);
      await journey(context, origin, "with everything", null, problems);
      await journey(context, origin, "without scripts", "**/*.js", problems);
      await journey(context, origin, "without style", "**/*.css", problems);
      await sorting(context, origin, problems);
      await searching(context, origin, problems);
      const told = await weights(context, origin, folder, problems);
      return { problems, kinds, told };
    });
  } finally {
    server.close();
  }
}

// Whether the check can fail -------------------------------------------------------------------------

async function selfTest() {
  const folder = await mkdtemp(path.join(tmpdir(), "self-test-"));
  const page = `<!doctype html><html><title>t</title><body data-kind="home"><main><h1>a</h1><h1>b</h1><a href="/"></a>
    <div class="headline"><p class="headline-value">5</p><p class="headline-label">people</p></div>
    <figure class="figure" id="f"><table><tr><th>x</th><th></th></tr><tbody><tr><td colspan="2"></td></tr></tbody></table>
    <table><thead><tr><th>x</th></tr></thead><tbody><tr><td><data value="1">1.5</data></td></tr><tr><td><data value="1">1</data><span class="mark"><span aria-hidden="true">[x]</span></span></td></tr></tbody></table></figure>
    </main></body></html>`;
  await writeFile(path.join(folder, "index.html"), page);
  await writeFile(path.join(folder, "404.html"), page);
  const { server, origin } = await serve(folder);
  const problems = [];
  await withBrowser({}, (context) => everyPage(context, origin, folder, problems)).finally(() => server.close());
  await rm(folder, { recursive: true, force: true });
  const expected = ["2 first headings", "no language", "no way past", "without words", "no number", "nothing to compare", "no way to more", "no title", "no subtitle", "no source", "no number that leads to it", "no file of numbers", "used and listed differ: [x]", "no caption", "no head or no body", "has no scope", "an empty heading", "an empty cell", "merged", "lies in no region", "1 and 0 decimals", "not on the right", "different widths"];
  const missed = expected.filter((part) => !problems.some((problem) => problem.includes(part)));
  if (missed.length) throw new Error(`not found: ${missed.join("; ")}\n${problems.join("\n")}`);
  console.log(`the check finds all ${expected.length} broken promises that were made for it`);
}

const [argument] = process.argv.slice(2);
if (!argument) throw new Error("usage: node readers.mjs SITE_FOLDER | --self-test");
if (argument === "--self-test") {
  await selfTest();
} else {
  const { problems, kinds, told } = await check(path.resolve(argument));
  for (const line of told) console.log(line);
  for (const problem of problems) console.log(problem);
  console.log(`${kinds.size} kinds of pages (${[...kinds.keys()].join(", ")}): ${problems.length} problems`);
  process.exit(problems.length ? 1 : 0);
}
