/** Headless Chromium, one per test file, and a page per test whose errors fail the test. */

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

export const address = required('DASHBOARD_URL');
/** Told by POST to post one more fact: a revised burglary figure of Tairāwhiti. */
export const factsAddress = required('FACTS_URL');

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 740 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
after(() => browser.close());

/** One context for each kind of reader: the page keeps nothing in the browser but its own scripts, which need not be read anew. */
const contexts = new Map();
async function contextOf(options) {
  const kind = JSON.stringify(options);
  if (!contexts.has(kind)) contexts.set(kind, await browser.newContext(options));
  return contexts.get(kind);
}

/** A page at an address of the dashboard, once its figures are there. An error in its console fails the test. */
export async function open(t, path, { viewport = WIDE, colorScheme = 'light', forcedColors = 'none', locale = 'en-NZ', scripted = true, prepare = async () => {}, ready = true, mayComplain = false } = {}) {
  const page = await (await contextOf({ viewport, colorScheme, forcedColors, locale, javaScriptEnabled: scripted, reducedMotion: 'reduce' })).newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  t.after(async () => {
    await page.close();
    if (!mayComplain) assert.deepEqual(complaints, [], 'the page complained');
  });
  await prepare(page);
  await page.goto(address + path);
  if (ready) await settled(page);
  return page;
}

/** Waits until nothing on the page is still loading. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('.page:not([hidden])')?.querySelector('.tiles, .empty, .failure, .stats, .pipeline, .lineage-picture')
    && !document.querySelector('.page:not([hidden]) .skeleton'));
}

/** An answer of the API. */
export async function api(path) {
  const response = await fetch(address + path);
  assert.equal(response.status, 200, `${path} answered ${response.status}`);
  return response.json();
}

/** Keeps a picture under target/, for people to look at. */
export async function picture(page, name) {
  const folder = process.env.PICTURES ?? 'target';
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}; DashboardIT does`);
  return value.replace(/\/$/, '');
}

/** Answers of one path, changed on the way: what the demonstration does not happen to hold. */
export const changing = (path, change) => (p) => p.route(path, async (route) => {
  const response = await route.fetch();
  const answer = await response.json();
  await route.fulfill({ response, json: change(answer) ?? answer });
});
