import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const outDir = "../../src/ServiceOS/wwwroot/widget";
/** What a shop's page may be asked to load, gzipped. The build fails above it. */
const budgets: Record<string, number> = { "loader.js": 3 * 1024, "widget.js": 45 * 1024 };

/** Shops' pages may be in any encoding (GBK is common) and pass it on to scripts, so the scripts are plain ASCII. */
const ascii = (code: string): string =>
  code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

function budget(): Plugin {
  return {
    name: "budget",
    generateBundle(_options, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const limit = budgets[name];
        if (limit === undefined || file.type !== "chunk") this.error(`unexpected output ${name}`);
        file.code = ascii(file.code);
        const bytes = gzipSync(file.code, { level: 9 }).length;
        if (bytes > limit) this.error(`${name} is ${bytes} bytes gzipped; the budget is ${limit}`);
        this.info(`${name}: ${bytes} of ${limit} bytes gzipped`);
      }
    },
  };
}

/** The loader asks for widget.js by its content, so that a shop never runs a stale one. */
function widgetVersion(): string {
  const code = readFileSync(new URL(`${outDir}/widget.js`, import.meta.url));
  return createHash("sha256").update(code).digest("hex").slice(0, 12);
}

export default defineConfig(({ mode }) => {
  const loader = mode === "loader";
  return {
    define: {
      "process.env.NODE_ENV": '"production"',
      ...(loader ? { WIDGET_VERSION: JSON.stringify(widgetVersion()) } : {}),
    },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [budget()],
    build: {
      outDir,
      emptyOutDir: !loader,
      target: "es2022",
      reportCompressedSize: false,
      lib: {
        entry: loader ? "src/loader.ts" : "src/widget.tsx",
        name: "ServiceOSWidget",
        formats: ["iife"],
        fileName: () => (loader ? "loader.js" : "widget.js"),
      },
    },
  };
});
