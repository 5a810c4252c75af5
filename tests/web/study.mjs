// study.mjs PAGE.html LANG [SCREENSHOT.png] -- opens a study in a real browser: no error, no outside request, every figure drawn with its
// numbers beside it, every table filled, the other language one click away, a narrow window wide enough, and it prints.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { statSync } from "node:fs";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const [page, lang, picture] = process.argv.slice(2);
const wrong = [];
const check = (ok, what) => { if (!ok) wrong.push(what); };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
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
  const look = (tab) => tab.evaluate(() => {
    const study = JSON.parse(document.getElementById("data").textContent), steps = study.chapters.flatMap((c) => [...c.steps, ...c.robustness]);
    return {
      lang: document.documentElement.lang, asked: steps.length, steps: document.querySelectorAll(".step").length,
      shown: study.chapters.flatMap((c) => c.steps).filter((s) => !s.missing).reduce((n, s) => n + s.show.length, 0),
      figures: [...document.querySelectorAll("figure:not(.table)")].map((f) => ({ id: f.id, drawn: f.querySelectorAll(".chart svg path").length, summary: f.querySelector(".summary")?.textContent ?? "",
        rows: f.querySelectorAll("details tbody tr").length, title: f.querySelector("h4")?.textContent ?? "" })),
      tables: [...document.querySelectorAll("figure.table")].map((t) => ({ title: t.querySelector("h4")?.textContent ?? "", cells: t.querySelectorAll("tbody td").length })),
      links: [...document.querySelectorAll("nav a")].filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.hash),
      certificates: document.querySelectorAll("#conventions details").length,
      certified: steps.filter((s) => s.certificate).length,
      robust: study.chapters.some((c) => c.robustness.length) === (document.getElementById("robustness") !== null),
      bad: /undefined(?! where)|NaN|Infinity|\[object/.exec(document.querySelector("main").innerText)?.[0],
      clipped: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    };
  });
  const verify = (seen, expected) => {
    check(seen.lang === (expected === "zh" ? "zh-CN" : "en"), `language is ${seen.lang}`);
    check(seen.steps === seen.asked, `${seen.steps} steps of ${seen.asked}`);
    check(seen.figures.length + seen.tables.length >= seen.shown, `${seen.figures.length} figures and ${seen.tables.length} tables, not ${seen.shown}`);
    check(seen.certificates === seen.certified && seen.certified > 0, `${seen.certificates} certificates of ${seen.certified}`);
    check(seen.links.length === 0, `links that lead nowhere: ${seen.links}`);
    check(seen.robust, "robustness is missing");
    check(!seen.bad, `${seen.bad} in the text`);
    check(!seen.clipped, "the page is wider than the window");
    for (const f of seen.figures) check(f.drawn > 2 && f.rows > 0 && f.summary.length > 5 && f.title.length > 5, `figure ${JSON.stringify(f)}`);
    for (const t of seen.tables) check(t.cells > 0 && t.title.length > 2, `table ${JSON.stringify(t)}`);
  };
  const tab = await open(1180);
  verify(await look(tab), lang);
  if (picture) await tab.screenshot({ path: picture, fullPage: true, clip: { x: 0, y: 0, width: 1180, height: 2200 } });
  await tab.click(".toggle");
  await tab.waitForTimeout(400);
  verify(await look(tab), lang === "zh" ? "en" : "zh");
  await tab.keyboard.press("Tab");
  check(await tab.evaluate(() => document.activeElement?.tagName !== "BODY"), "nothing can be reached by keyboard");
  const pdf = `${page}.pdf`;
  await tab.pdf({ path: pdf, format: "A4", printBackground: true });
  check(statSync(pdf).size > 50000, "the printed page is empty");
  verify(await look(await open(390)), lang);
} finally {
  await browser.close();
}
if (wrong.length) {
  console.error(`${page}: ${wrong.join("\n  ")}`);
  process.exit(1);
}
console.log(`${page}: ok`);
