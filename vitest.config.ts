import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".next/**", ".topup/**", "e2e/**"],
    // Two cores, and one PostgreSQL for all database tests.
    maxWorkers: 2,
    // They end what hangs; what is only slow, on a machine that does much else, they let be.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // `expect.poll` waits for what must come; how long a slow machine takes is not what it tests.
    expect: { poll: { timeout: 15_000 } },
    // What a test provokes is not news.
    env: { LOG_LEVEL: "silent" },
    globalSetup: ["db/testing/database-server.ts"],
  },
});
