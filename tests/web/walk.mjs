// walk.mjs PAGE.html LANG [SCREENSHOT.png] -- opens a brief in a real browser: no error, no outside
// request, every chart drawn with a table twin beside it, the other language one click away, what
// obstacles and the reform assume told beside them, terms that add up, and it prints.
import { walk } from "./page.mjs";

const [page, lang, picture] = process.argv.slice(2);

await walk(page, async ({ open, check, printed }) => {
  const tab = await open(1180);

  const look = () => tab.evaluate(() => ({
    lang: document.documentElement.lang,
    findings: document.querySelectorAll(".findings:not(.minor) ol:first-of-type > li").length,
    commands: document.querySelectorAll(".findings li code").length,
    figures: [...document.querySelectorAll("figure")].map((f) => ({
      id: f.id, drawn: f.querySelectorAll(".chart svg path").length, missing: f.querySelector(".missing") !== null,
      summary: f.querySelector(".summary")?.textContent ?? "", rows: f.querySelectorAll("details tbody tr").length,
    })),
    later: [...document.querySelectorAll("figure tbody th")].map((h) => h.textContent).filter((text) =>
      /^\d{4}$/.test(text) && Number(text) > JSON.parse(document.getElementById("data").textContent).year),
    assumed: document.querySelectorAll(".asked .assumed").length,
    source: [...document.querySelectorAll(".asked")].filter((a) => /Mayer/.test(a.textContent)).length,
    steps: [...document.querySelectorAll("#reformTerms tbody tr")].map((r) => Number(r.children[1].textContent.replace("−", "-").replace(/[+%]/g, ""))),
    bad: /undefined|NaN|\[object/.test(document.querySelector("main").innerText),
    clipped: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  const verify = (seen, expected) => {
    check(seen.lang === (expected === "zh" ? "zh-CN" : "en"), `language is ${seen.lang}`);
    check(seen.findings >= 5, `${seen.findings} findings`);
    check(seen.commands >= seen.findings, "a finding without its command");
    check(seen.figures.length === 27, `${seen.figures.length} figures`);
    check(seen.later.length === 0, `years after the brief's own: ${seen.later}`);
    check(seen.assumed === 2 && seen.source === 2, `assumptions told ${seen.assumed} times, sources ${seen.source} times`);
    const total = seen.steps.pop(), sum = seen.steps.reduce((s, v) => s + v, 0);
    check(Math.abs(sum - total) < 0.005 * seen.steps.length + 0.006 && seen.steps.some((v) => v !== 0), `terms ${seen.steps} against ${total}`);
    for (const id of ["obstacles", "gaps", "kinds", "reform", "reformIndustries", "reformTerms"])
      check(seen.figures.some((f) => f.id === id && !f.missing), `${id} is missing`);
    check(!seen.bad, "undefined or NaN in the text");
    check(!seen.clipped, "the page is wider than the window");
    for (const f of seen.figures)
      check(f.missing || (f.drawn > 2 && f.rows > 0 && f.summary.length > 3), `figure ${f.id}: ${JSON.stringify(f)}`);
  };
  verify(await look(), lang);
  if (picture) await tab.screenshot({ path: picture, clip: { x: 0, y: 0, width: 1180, height: 1400 } });
  await tab.click(".toggle");
  await tab.waitForTimeout(300);
  verify(await look(), lang === "zh" ? "en" : "zh");
  await tab.keyboard.press("Tab");
  check(await tab.evaluate(() => document.activeElement?.tagName !== "BODY"), "nothing can be reached by keyboard");
  await printed(tab);
});
