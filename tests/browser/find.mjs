// What readers find by searching, and a figure in the page of somebody else.
//
// usage: node find.mjs SITE
import { createServer } from "node:http";
import { serve, withBrowser } from "./site.mjs";

const folder = process.argv[2];
const problems = [];
let checked = 0;

/** What is typed on the page for searching of a language, and what must come first, by kind of result. */
const QUERIES = [
  // Places: with marks, without, by a code of another list, by a part, in the wrong order.
  ["/vi/search/", "places", "Hải Dương", "Tỉnh Hải Dương"],
  ["/vi/search/", "places", "hai duong", "Tỉnh Hải Dương"],
  ["/vi/search/", "places", "thanh mien", "Huyện Thanh Miện"],
  ["/vi/search/", "places", "Thanh Miện", "Huyện Thanh Miện"],
  ["/vi/search/", "places", "mien thanh", "Huyện Thanh Miện"],
  ["/vi/search/", "places", "pham kha", "Xã Phạm Kha"],
  ["/search/", "places", "chi linh", "Chí Linh city"],
  ["/search/", "places", "Chí Linh", "Chí Linh city"],
  ["/search/", "places", "xyzzy", undefined],
  // Texts: of articles, with marks and without.
  ["/vi/search/", "texts", "nông dân", "Nông dân chiếm 10,5% số đảng viên kết nạp năm 2023"],
  ["/vi/search/", "texts", "nong dan", "Nông dân chiếm 10,5% số đảng viên kết nạp năm 2023"],
  ["/search/", "texts", "farmers", "Farmers account for 10.5% of admissions in 2023"],
  ["/search/", "texts", "no candidates", "No candidates in 27 of 66 organisations of the agencies’ bloc"],
];

await withBrowser({}, async (context) => {
  const { server, origin } = await serve(folder);
  try {
    for (const [address, kind, typed, first] of QUERIES) {
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(`${address} ${typed}: ${error}`));
      await page.goto(origin + address, { waitUntil: "load" });
      await page.locator("#page--search").fill(typed);
      const section = page.locator(`#page--${kind}`);
      const found = section.locator("li a");
      if (first === undefined) {
        await page.waitForTimeout(600);
        if (await section.isVisible()) problems.push(`${address} “${typed}” finds ${kind}`);
      } else {
        await found.first().waitFor({ timeout: 5000 }).catch(() => {});
        const names = await found.allTextContents();
        if (names[0] !== first) problems.push(`${address} “${typed}” finds ${names.slice(0, 3).join(" | ") || "nothing"} instead of ${first}`);
        const href = await found.first().getAttribute("href").catch(() => null);
        const answer = href && (await page.request.get(origin + href));
        if (!answer || answer.status() !== 200) problems.push(`${address} “${typed}” leads nowhere: ${href}`);
      }
      checked += 1;
      await page.close();
    }
    await embedded(context, origin);
  } finally {
    server.close();
  }
});

/** A figure in a frame of a page elsewhere: it is drawn, asks nobody else, runs no script, and leads back. */
async function embedded(context, origin) {
  const source = await (await fetch(`${origin}/targets/`)).text();
  const escaped = /<pre><code>(&lt;iframe[^<]*)<\/code>/.exec(source)[1];
  const snippet = escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  const host = createServer((_, response) => {
    const frame = snippet.replace('src="/', `src="${origin}/`);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html><title>Elsewhere</title><body style="width: 600px">${frame}`);
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  try {
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => message.type() === "error" && problems.push(`embedded: ${message.text()}`));
    await page.goto(`http://127.0.0.1:${host.address().port}/`, { waitUntil: "networkidle" });
    const frame = page.frames()[1];
    const drawings = await frame.locator("svg:visible").count();
    if (drawings !== 1) problems.push(`embedded: ${drawings} drawings are seen`);
    const inner = await frame.evaluate(() => ({
      scripts: document.scripts.length,
      cut: document.documentElement.scrollHeight - innerHeight,
      wide: document.documentElement.scrollWidth - innerWidth,
      source: document.querySelector(".figure-foot").textContent,
      back: document.querySelector(".figure-foot a").href,
    }));
    if (inner.scripts !== 0) problems.push("embedded: a script runs");
    if (inner.cut > 1 || inner.wide > 0) problems.push(`embedded: cut by ${inner.cut} below and ${inner.wide} at the side`);
    if (!inner.source.includes("Source:")) problems.push("embedded: no source");
    const back = await page.request.get(inner.back);
    if (back.status() !== 200 || !inner.back.startsWith(`${origin}/targets/#`)) problems.push(`embedded: leads to ${inner.back}`);
    const others = asked.filter((url) => !url.startsWith(origin) && !url.includes(`:${host.address().port}/`));
    if (others.length > 0) problems.push(`embedded: asks ${others.join(", ")}`);
    checked += 6;
    await page.close();
  } finally {
    host.close();
  }
}

for (const problem of problems) console.error(problem);
console.log(`${checked} things found, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
