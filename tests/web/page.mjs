// page.mjs -- a page made by domar in a real browser: what the walks of briefs and studies share.  Whatever the console says, every
// error and every request to the outside is a wrong.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { statSync } from "node:fs";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

// steps({ open, check, printed }) does the walk: open(width) gives a tab with the page in it, check(ok, what) notes what is wrong,
// printed(tab) prints it.  Ends the program with 1 if anything was.
export async function walk(page, steps) {
  const wrong = [];
  const check = (ok, what) => { if (!ok) wrong.push(what); };
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const open = async (width) => {
    const tab = await browser.newPage({ viewport: { width, height: 1400 } });
    tab.on("console", (m) => check(m.type() !== "error" && m.type() !== "warning", `console: ${m.text()}`));
    tab.on("pageerror", (e) => wrong.push(`error: ${e.message}`));
    tab.on("request", (r) => check(r.url().startsWith("file:") || r.url().startsWith("data:"), `outside request: ${r.url()}`));
    await tab.goto(pathToFileURL(page).href);
    await tab.waitForSelector("main h1");
    await tab.waitForTimeout(400);
    return tab;
  };
  const printed = async (tab) => {
    const pdf = `${page}.pdf`;
    await tab.pdf({ path: pdf, format: "A4", printBackground: true });
    check(statSync(pdf).size > 50000, "the printed page is empty");
  };
  try {
    await steps({ open, check, printed });
  } finally {
    await browser.close();
  }
  if (wrong.length) {
    console.error(`${page}: ${wrong.join("\n  ")}`);
    process.exit(1);
  }
  console.log(`${page}: ok`);
}
