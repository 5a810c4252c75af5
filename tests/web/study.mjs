// study.mjs PAGE.html LANG [SCREENSHOT.png] -- opens a study in a real browser: no error, no outside request, every figure drawn with its
// numbers beside it, every table filled, the other language one click away, a narrow window wide enough, and it prints.
import { walk } from "./page.mjs";

const [page, lang, picture] = process.argv.slice(2);

await walk(page, async ({ open, check, printed }) => {
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
  await printed(tab);
  verify(await look(await open(390)), lang);
});
