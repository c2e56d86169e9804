import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { CHECKOUT } from "@/scripts/run/folders";
import { CRASH_POINTS, type CrashPoint } from "./crash-points";

/** Below node_modules, so that the packages that are left outside are found from there. */
const FOLDER = join(CHECKOUT, "node_modules/.cache/topup-chaos");

export type BuiltApp = { file: string; remove: () => void };

/** Makes one file of the app, so that it starts in a fraction of a second after each kill, with the crash points in it. */
export async function buildApp(): Promise<BuiltApp> {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `app-${process.pid}.mjs`);
  await build({
    entryPoints: [join(CHECKOUT, "chaos/app/server.ts")],
    outfile: file,
    absWorkingDir: CHECKOUT,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    plugins: [crashPoints()],
  });
  return { file, remove: () => rmSync(file, { force: true }) };
}

function crashPoints(): Plugin {
  return {
    name: "crash points",
    setup(bundler) {
      const unseen = new Set(CRASH_POINTS);
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const points = CRASH_POINTS.filter(({ file }) => path === join(CHECKOUT, file));
        if (points.length === 0) return undefined;
        for (const point of points) unseen.delete(point);
        return { contents: points.reduce(insert, readFileSync(path, "utf8")), loader: "ts" };
      });
      bundler.onEnd(() => {
        const files = [...unseen].map(({ file }) => file);
        if (files.length > 0)
          throw new Error(`crash points in files that are not part of the app: ${files.join(", ")}`);
      });
    },
  };
}

/** On the line that is there, so that lines keep their numbers. */
function insert(text: string, point: CrashPoint): string {
  const isBefore = "before" in point;
  const line = isBefore ? point.before : point.after;
  const parts = text.split(`${line}\n`);
  if (parts.length !== 2)
    throw new Error(`crash point "${point.name}": ${point.file} does not say once: ${line}`);
  const call = `crashHere(${JSON.stringify(point.name)});`;
  return parts.join(isBefore ? `${call} ${line}\n` : `${line} ${call}\n`);
}
