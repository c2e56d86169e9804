import { runBrowserTests } from "./run/browser-tests";
import { buildApp, whyBuild } from "./run/build";
import { say, step } from "./run/progress";

/** `npm run test:e2e -- [spec filters]`: the browser tests alone, on a build that is no older than the sources. */
const reason = whyBuild();
if (reason) {
  say(`Building, because ${reason}`);
  await step("build", buildApp);
}
const { passed, failed, skipped } = await runBrowserTests(process.argv.slice(2));
if (skipped > 0) say(`${skipped} skipped`);
say(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
