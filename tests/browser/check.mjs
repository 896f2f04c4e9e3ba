// Holds every page of a built site to what readers are promised, in a real browser.
//
//     node check.mjs SITE_FOLDER     every page at four widths, light and dark
//     node check.mjs --self-test     the check finds what is wrong on a page made for it
//
// Needs `chromium` and, beside this file, the packages of package.json.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { pages, serve, withBrowser } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [320, 375, 768, 1280];

/** How many pages are looked at side by side. */
const TABS = 2;

// In the page: what is wrong with its charts and its width ------------------------------------------

function look() {
  const problems = [];
  const seen = { figures: 0, texts: 0 };
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) problems.push(`the page scrolls sideways by ${wide} pixels`);

  const parse = (colour) => {
    const numbers = (colour.match(/[\d.]+/g) || []).map(Number);
    return numbers.length >= 3 ? { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 } : { rgb: [0, 0, 0], alpha: 0 };
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const paper = parse(getComputedStyle(document.body).backgroundColor).rgb;
  const touches = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;

  for (const figure of document.querySelectorAll("figure")) {
    const drawings = [...figure.querySelectorAll("svg.chart")];
    if (!drawings.length) continue;
    seen.figures += 1;
    const tell = (problem) => problems.push(`${figure.id}: ${problem}`);
    const shown = drawings.filter((svg) => svg.getBoundingClientRect().width > 0);
    if (shown.length !== 1) {
      tell(`${shown.length} drawings are seen`);
      continue;
    }
    const [svg] = shown;
    const frame = svg.getBoundingClientRect();
    const fills = [...svg.querySelectorAll("rect, path.area, path.cell, path.land")].map((shape) => ({
      box: shape.getBoundingClientRect(),
      colour: parse(getComputedStyle(shape).fill),
      opacity: Number(getComputedStyle(shape).fillOpacity),
      order: shape,
    }));
    const texts = [...svg.querySelectorAll("text")].map((text) => {
      const box = text.getBoundingClientRect();
      // Lines are higher than their letters, most of which are digits.
      const cut = box.height * 0.14;
      return { text, words: text.textContent, box, letters: { left: box.left, right: box.right, top: box.top + cut, bottom: box.bottom - cut } };
    });
    seen.texts += texts.length;
    texts.forEach(({ text, words, box, letters }, index) => {
      const matrix = text.getScreenCTM();
      const size = Number.parseFloat(getComputedStyle(text).fontSize) * Math.hypot(matrix.a, matrix.b);
      if (size < 11.95) tell(`“${words}” is ${size.toFixed(1)} pixels high`);
      const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - letters.top, letters.bottom - frame.bottom);
      if (out > 1) tell(`“${words}” leaves the drawing by ${out.toFixed(1)} pixels`);
      for (const other of texts.slice(index + 1)) {
        if (touches(letters, other.letters)) tell(`“${words}” lies on “${other.words}”`);
      }
      const x = (box.left + box.right) / 2;
      const y = (box.top + box.bottom) / 2;
      let under = paper;
      for (const { box: area, colour, opacity, order } of fills) {
        const isBelow = order.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
        const isOutline = order.matches("path.cell, path.land");
        const here = new DOMPoint(x, y).matrixTransform(text.getScreenCTM().inverse());
        const holds = isOutline ? order.isPointInFill(here) : area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
        const alpha = colour.alpha * opacity;
        if (isBelow && holds && alpha > 0 && (isOutline || order.tagName === "rect")) {
          under = under.map((part, channel) => part * (1 - alpha) + colour.rgb[channel] * alpha);
        }
      }
      const against = contrast(parse(getComputedStyle(text).fill).rgb, under);
      if (against < 4.5) tell(`“${words}” has a contrast of ${against.toFixed(2)}`);
    });
    for (const mark of svg.querySelectorAll(".bar, .point, .line, .area, .stem, .target, .zero, .reference, .ring")) {
      const style = getComputedStyle(mark);
      const paints = [style.fill, style.stroke].map(parse).filter((paint) => paint.alpha > 0);
      const best = Math.max(...paints.map((paint) => contrast(paint.rgb, paper)), 0);
      if (best < 3) tell(`a mark (${mark.getAttribute("class")}) has a contrast of ${best.toFixed(2)}`);
    }
  }
  return { problems: [...new Set(problems)], seen };
}

// The site, served as it is -------------------------------------------------------------------------

async function check(folder) {
  const { server, origin } = await serve(folder);
  const problems = [];
  const counted = { pages: 0, figures: 0, texts: 0 };
  const left = await pages(folder);
  counted.pages = left.length;
  await withBrowser({ bypassCSP: true }, async (context) => {
    const tab = async () => {
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(`${page.url()}: ${error}`));
      for (let address = left.shift(); address !== undefined; address = left.shift()) {
        await checkPage(page, [origin, address], counted, problems);
      }
    };
    await Promise.all(Array.from({ length: TABS }, tab));
  }).finally(() => server.close());
  problems.sort();
  return { problems, counted };
}

/** Looks at one page in every width and colour. */
async function checkPage(page, [origin, address], counted, problems) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, forcedColors: "none" });
    await page.setViewportSize({ width: WIDTHS[0], height: 900 });
    await page.goto(origin + address, { waitUntil: "load" });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const { problems: found, seen } = await page.evaluate(look);
      counted.figures += seen.figures;
      counted.texts += seen.texts;
      problems.push(...found.map((problem) => `${address} at ${width}, ${colorScheme}: ${problem}`));
      const isLooked = (width === 320 && colorScheme === "light") || (width === 1280 && colorScheme === "dark");
      if (isLooked) problems.push(...(await violations(page)).map((rule) => `${address} at ${width}, ${colorScheme}: ${rule}`));
    }
  }
  await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
  const hidden = await page.evaluate(unseen);
  problems.push(...hidden.map((problem) => `${address} in forced colours: ${problem}`));
}

async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run());
  return result.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target).join(", ")}`);
}

/** In the page: charts of which nothing stands out from the background. */
function unseen() {
  const background = getComputedStyle(document.body).backgroundColor;
  const problems = [];
  for (const svg of document.querySelectorAll("svg.chart")) {
    if (svg.getBoundingClientRect().width === 0) continue;
    const marks = [...svg.querySelectorAll(".bar, .point, .line, .area, .cell, .stem, .absent, .zero")];
    const isSeen = (mark) => {
      const { fill, stroke } = getComputedStyle(mark);
      return [fill, stroke].some((paint) => paint !== "none" && paint !== background);
    };
    if (marks.length && !marks.some(isSeen)) problems.push(`${svg.closest("figure")?.id}: no mark is seen`);
  }
  return problems;
}

// Whether the check can fail -------------------------------------------------------------------------

async function selfTest() {
  const folder = await mkdtemp(path.join(tmpdir(), "self-test-"));
  const text = (words, x, more = "") => `<text x="${x}" y="40" font-size="14" ${more}>${words}</text>`;
  const svg = `<svg class="chart" viewBox="0 0 320 80" style="width:320px;height:80px">
    ${text("one", 10)}${text("two", 12)}${text("out", 316)}${text("small", 120, 'style="font-size:9px"')}${text("pale", 200, 'fill="#ccc"')}
    <path class="line" d="M0 70H300" style="stroke:#eee;fill:none"/></svg>`;
  await writeFile(path.join(folder, "index.html"), `<!doctype html><html lang="en"><title>t</title><body style="background:#fff;margin:0"><main><h1>t</h1><figure id="f">${svg}</figure><p style="width:2000px">wide</p></main></body></html>`);
  const { problems } = await check(folder);
  await rm(folder, { recursive: true, force: true });
  const expected = ["lies on “two”", "“out” leaves", "“small” is 9.0", "“pale” has a contrast", "a mark (line) has a contrast", "scrolls sideways"];
  const missed = expected.filter((part) => !problems.some((problem) => problem.includes(part)));
  if (missed.length) throw new Error(`not found: ${missed.join("; ")}\n${problems.join("\n")}`);
  console.log(`the check finds all ${expected.length} mistakes that were made for it`);
}

const [argument] = process.argv.slice(2);
if (!argument) throw new Error("usage: node check.mjs SITE_FOLDER | --self-test");
if (argument === "--self-test") {
  await selfTest();
} else {
  const { problems, counted } = await check(path.resolve(argument));
  for (const problem of problems) console.log(problem);
  console.log(`${counted.pages} pages, ${counted.figures} figures and ${counted.texts} texts looked at: ${problems.length} problems`);
  process.exit(problems.length ? 1 : 0);
}
