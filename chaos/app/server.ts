import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { checkBeforeServing } from "@/lib/admin/prepare-server";
import { setUpEmulator } from "@/lib/admin/set-up-emulator";
import type { Operation } from "@/lib/api/operation";
import { captureHold } from "@/lib/api/operations/capture-hold";
import { createHold } from "@/lib/api/operations/create-hold";
import { createSpend } from "@/lib/api/operations/create-spend";
import { releaseHold } from "@/lib/api/operations/release-hold";
import { serve } from "@/lib/api/serve";
import { handleWebhook } from "@/lib/inbox/handle-webhook";
import { keepDraining } from "@/lib/inbox/keep-draining";
import { sweepEvents } from "@/lib/inbox/sweep-events";
import { keepExpiring } from "@/lib/ledger/keep-expiring";
import { env } from "@/lib/platform/env";
import { keepDoing } from "@/lib/platform/keep-doing";
import { log } from "@/lib/platform/log";
import { useStripeLimits } from "@/lib/stripe/client";
import { armCrash } from "./crash";
import { PAGES } from "./pages";

/**
 * The app as a process that may be killed: the webhook, the API, and behind `/pages/<verb>` the verbs that the pages'
 * actions call, each with the very code of production. Next is left out: it is not what is tried here, and a process
 * without it is there again at once after a kill, so there are many times more kills.
 */
const DRAIN_EVERY_MS = 500;
const SWEEP_EVERY_MS = 15_000;
/** Each sweep reads ten minutes again, which is much when a minute has as many events as a shop has in a day. */
const SWEEPS_AT_STARTS_ONE_IN = 4;
const EXPIRE_EVERY_MS = 2_000;
/** A call that hangs is given up sooner than in production, or a run would be spent on waiting. */
const STRIPE_TIMEOUT_MS = 5_000;

/** What people's programs ask for, by its path. */
const OPERATIONS: Record<string, Operation | undefined> = {
  spends: createSpend,
  holds: createHold,
  "holds/{hold_id}/capture": captureHold,
  "holds/{hold_id}/release": releaseHold,
};
const HOLD_ID = /\/([0-9a-f-]{36})\//;

useStripeLimits({ timeoutMs: STRIPE_TIMEOUT_MS });
checkBeforeServing();
const listener = getRequestListener(answer, { overrideGlobalObjects: false });
createServer(listener).listen(env().port, "127.0.0.1", () => process.stdout.write("app ready\n"));
void setUpEmulator().then(() => {
  if (Math.random() * SWEEPS_AT_STARTS_ONE_IN < 1) void sweepEvents().catch(() => {});
});
keepDoing(sweepEvents, { everyMs: SWEEP_EVERY_MS, failure: "Stripe's events could not be swept" });
keepDraining({ everyMs: DRAIN_EVERY_MS });
keepExpiring({ everyMs: EXPIRE_EVERY_MS });

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/stripe/subscription-webhook") return handleWebhook(request);
  const operation = OPERATIONS[pathname.replace("/api/v1/", "").replace(HOLD_ID, "/{hold_id}/")];
  if (operation) {
    const params = Promise.resolve({ hold_id: HOLD_ID.exec(pathname)?.[1] });
    return serve({ POST: operation }, request, { params });
  }
  if (pathname === "/crash") return armCrash(await request.text());
  const page = PAGES[pathname.replace("/pages/", "")];
  if (!page) return new Response(null, { status: 404 });
  try {
    return Response.json({ answer: await page(await request.json()) });
  } catch (error) {
    log.error({ err: error, page: pathname }, "a page could not be served");
    return Response.json({ error: String(error) }, { status: 500 });
  }
}
