// charts.mjs -- the waterfall refuses steps that do not add up, and draws those that do where they are: every
// span from the sum of the steps before it to the sum with it, on either side of zero and across it.
import assert from "node:assert";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const built = require("esbuild").buildSync({ entryPoints: [fileURLToPath(new URL("../../web/src/charts/waterfall.ts", import.meta.url))],
  bundle: true, write: false, format: "esm", absWorkingDir: fileURLToPath(new URL("../../web", import.meta.url)) });
const { waterfall } = await import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString("base64")}`);
const draw = (values, total) => waterfall({ steps: values.map((value, k) => ({ name: `s${k}`, value })), total: { name: "all", value: total }, format: String });

for (const [values, total] of [[[1, 2], 3.1], [[1, -1], 1e-3], [[1, NaN], 1], [[0.5], NaN]])
  assert.throws(() => draw(values, total), /add up/, `${values} against ${total}`);

const values = [2, -3, -1, 0.5, 4], total = 2.5, ends = [0, 2, -1, -2, -1.5, 2.5];
const [foot, up, down] = draw(values, total).series.map((s) => s.data.map((v) => (typeof v === "number" ? v : v.value)));
values.concat(total).forEach((_, k) => {
  const [from, to] = k < values.length ? [ends[k], ends[k + 1]] : [0, total];
  // Stacked by sign: foot and part above zero, foot and part below it.
  const top = up[k] ? Math.max(foot[k], 0) + up[k] : Math.min(foot[k], 0), low = down[k] ? Math.min(foot[k], 0) + down[k] : Math.max(foot[k], 0);
  assert.deepStrictEqual([low + 0, top + 0], [Math.min(from, to), Math.max(from, to)], `step ${k}`);
});
console.log("charts: ok");
