import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = { target: "http://127.0.0.1:5080", changeOrigin: false };

export default defineConfig({
  base: "/desk/",
  plugins: [react()],
  server: { host: "127.0.0.1", port: 5173, proxy: { "/v1": api, "/widget": api, "/shop": api } },
  build: {
    outDir: "../../src/ServiceOS/wwwroot/desk",
    emptyOutDir: true,
    target: "es2022",
    // The chart library is one chunk by itself; it comes with the first page that draws.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)[\\/]/, priority: 3 },
            { name: "charts", test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
});
