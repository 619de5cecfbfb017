import { defineConfig } from "vite";

export default defineConfig({
  base: "/shop/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { outDir: "../../src/ServiceOS/wwwroot/shop", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
});
