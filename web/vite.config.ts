import { defineConfig } from "vite";

// One script and one style sheet with fixed names: they are inlined into the page by the program.
export default defineConfig({
  build: {
    outDir: "dist", emptyOutDir: true, cssCodeSplit: false, target: "es2020", modulePreload: false,
    lib: { entry: "src/brief.ts", formats: ["iife"], name: "domarBrief", fileName: () => "brief.js" },
    rollupOptions: { output: { assetFileNames: "brief.[ext]" } },
  },
  define: { "process.env.NODE_ENV": '"production"' },
});
