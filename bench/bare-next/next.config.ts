import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

/** Next looks for the packages where the project has them. */
const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  turbopack: { root: PROJECT },
  outputFileTracingRoot: PROJECT,
};

export default config;
