import { defineConfig } from "vite";

// One script and one style sheet a page, with fixed names: they are inlined into the page by the program.
// PAGE=brief|study says which; web/build.sh makes both.
const page = process.env.PAGE ?? "brief";
export default defineConfig({
  build: {
    outDir: "dist", emptyOutDir: page === "brief", cssCodeSplit: false, target: "es2020", modulePreload: false,
    lib: { entry: `src/${page}.ts`, formats: ["iife"], name: page === "brief" ? "domarBrief" : "domarStudy", fileName: () => `${page}.js` },
    rollupOptions: { output: { assetFileNames: `${page}.[ext]` } },
  },
  define: { "process.env.NODE_ENV": '"production"' },
});
