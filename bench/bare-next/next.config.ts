import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

/** Next looks for the packages where the project has them. */
const config: NextConfig = {
  poweredByHeader: false,
  outputFileTracingRoot: fileURLToPath(new URL("../..", import.meta.url)),
};

export default config;
