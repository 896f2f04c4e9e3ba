// The preview in a real browser: an edit of a CSV shows on the open page, a mistake is told over the
// last good page, and the server ends when it is asked to.
//
// usage: node serve.mjs PROGRAM SITE
//
// SITE is copied; the copy is edited.

import assert from 'node:assert';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [program, source] = process.argv.slice(2);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'yearbook-serve-'));
const root = path.join(work, 'site');
fs.cpSync(source, root, { recursive: true });

const server = spawn(path.resolve(program), ['serve', '--root', root, '--port', '0']);
let told = '';
server.stderr.on('data', (data) => { told += data; });
const base = await new Promise((resolve, reject) => {
  server.stdout.once('data', (data) => resolve(data.toString().trim()));
  server.once('exit', (code) => reject(new Error(`the preview ended with ${code}: ${told}`)));
});

const browser = await chromium.launchPersistentContext(path.join(work, 'profile'), {
  executablePath: '/usr/bin/chromium',
  headless: true,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const csv = path.join(root, 'data/targets.csv');
const original = fs.readFileSync(csv, 'utf8');
// One village with what it is a part of, so that the sums stay right.
const changedBy = (more) => original.split('\n').map((line) => {
  const [area, period, target] = line.split(',');
  const isPart = ['d1c1v2', 'd1c1', 'd1', 'p'].includes(area) && period === '2021';
  return isPart ? `${area},${period},${Number(target) + more}` : line;
}).join('\n');

const request = (headers) => new Promise((resolve) => {
  http.get(base, { headers }, (answer) => { answer.resume(); resolve(answer.statusCode); });
});

try {
  assert.equal(await request({}), 200);
  assert.equal(await request({ Host: 'example.org' }), 403, 'another host is refused');

  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  await page.goto(`${base}villages/d1c1v2/`);
  const shows = (text) => page.waitForFunction(
    (wanted) => document.querySelector('#course td:nth-of-type(2)')?.textContent === wanted, text,
    { timeout: 10000, polling: 10 });
  await shows('3');
  const times = [];
  for (let more = 1; more <= 12; more += 1) {
    const began = performance.now();
    fs.writeFileSync(csv, changedBy(more));
    await shows(String(3 + more));
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.log(`from save to the new number on the page: median ${times[6].toFixed(0)} ms`);

  // A page that the change does not touch is not loaded again.
  await page.goto(`${base}villages/d2c2v3/`);
  await page.evaluate(() => { window.stays = true; });
  fs.writeFileSync(csv, changedBy(1));
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.stays), true, 'an untouched page is left alone');

  // A mistake is told over the last good page, with its place.
  fs.writeFileSync(csv, original.replace('d2c2v3,2021', 'd2c2v9,2021'));
  await page.waitForSelector('.yearbook-problems');
  const problems = await page.textContent('.yearbook-problems');
  assert.match(problems, /data\/targets\.csv:\d+:1: `d2c2v9` in `area` is not a code of `areas`/);
  assert.equal(await page.evaluate(() => window.stays), true, 'the last good page stays');
  await page.goto(`${base}communes/d1c1/`);
  assert.ok(await page.isVisible('h1'), 'the last good site stays');
  await page.waitForSelector('.yearbook-problems');
  fs.writeFileSync(csv, original);
  await page.waitForSelector('.yearbook-problems', { state: 'detached' });

  // Editors write beside a file and rename; folders go and come back.
  await page.goto(`${base}villages/d1c1v2/`);
  for (let more = 1; more <= 3; more += 1) {
    fs.writeFileSync(`${csv}~`, changedBy(more));
    fs.renameSync(`${csv}~`, csv);
    await shows(String(3 + more));
  }
  fs.renameSync(path.join(root, 'data'), path.join(root, 'away'));
  await page.waitForSelector('.yearbook-problems');
  fs.renameSync(path.join(root, 'away'), path.join(root, 'data'));
  await page.waitForSelector('.yearbook-problems', { state: 'detached' });
  fs.writeFileSync(csv, changedBy(4));
  await shows('7');

  // A thousand quick saves end with the last one on the page.
  for (let save = 0; save <= 1000; save += 1) fs.writeFileSync(csv, changedBy(save % 50));
  await shows('3');
  fs.writeFileSync(csv, changedBy(9));
  await shows('12');
  assert.deepEqual(complaints, [], 'the browser has nothing to complain of');

  const ended = new Promise((resolve) => { server.once('exit', (code, signal) => resolve({ code, signal })); });
  server.kill('SIGINT');
  assert.deepEqual(await ended, { code: 0, signal: null }, 'Ctrl-C ends it cleanly');
  console.log('the preview: all well');
} finally {
  await browser.close();
  if (server.exitCode === null) server.kill('SIGKILL');
  fs.rmSync(work, { recursive: true, force: true });
}
