import { defineConfig } from "vitest/config";

export default defineConfig({
  // a test reads what the server says, to see that the pages can say it too
  server: { fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    include: ["*/src/**/*.test.{ts,tsx}"],
    setupFiles: ["./vitest.setup.ts"],
    restoreMocks: true,
    testTimeout: 30_000,
  },
});
