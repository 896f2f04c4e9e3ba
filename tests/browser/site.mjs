// A built site, served as a host would serve it, and a browser to look at it.
import { createServer } from "node:http";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { chromium } from "playwright-core";

const brotli = promisify(brotliCompress);

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml; charset=utf-8",
};

/** How the browser is started: without a network service that calls home. */
export const SWITCHES = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" ");

/** The browser of the system. */
export const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

/** A port that is free. */
export async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Serves a folder below a path, compressed as a host would; what is not there gets the site's own page. */
export async function serve(folder, { below = "/", port = 0, compressed = false } = {}) {
  const packed = new Map();
  /** What goes over the wire for a file: packed once, and not while others wait. */
  const pack = (name, content) => {
    if (!packed.has(name)) packed.set(name, brotli(content));
    return packed.get(name);
  };
  const server = createServer(async (request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const isBelow = address.startsWith(below);
    const file = path.join(folder, path.normalize(address.slice(below.length - 1)), address.endsWith("/") ? "index.html" : "");
    const send = async (status, name, content) => {
      const type = TYPES[path.extname(name)];
      const headers = { "content-type": type ?? "application/octet-stream" };
      const isPacked = compressed && type !== undefined;
      if (isPacked) headers["content-encoding"] = "br";
      const body = isPacked ? await pack(name, content) : content;
      response.writeHead(status, headers).end(body);
    };
    try {
      if (!isBelow) throw new Error("outside");
      await send(200, file, await readFile(file));
    } catch {
      await send(404, "404.html", await readFile(path.join(folder, "404.html")).catch(() => ""));
    }
  });
  // Whoever asks on a connection just when it is closed for want of questions gets no answer.
  server.keepAliveTimeout = 0;
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** The addresses of all pages of a site, below its root. */
export async function pages(folder) {
  const files = await readdir(folder, { recursive: true });
  const found = files.filter((file) => path.basename(file) === "index.html");
  return found.map((file) => `/${file.slice(0, -"index.html".length)}`).sort();
}

/** Runs a task with a browser of its own, which is ended whatever happens. */
export async function withBrowser(options, task) {
  const profile = await mkdtemp(path.join(tmpdir(), "browser-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: SWITCHES, ...options });
  try {
    return await task(context);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}
