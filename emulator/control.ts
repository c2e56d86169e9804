import { type Context, Hono } from "hono";
import { z } from "zod";
import { bankRoutes } from "./control-banks";
import type { Engine } from "./emulator";
import { renderEvent } from "./events/render-event";
import { isForeignPage } from "./http/origin";
import type { TableName } from "./store/tables";

const faultsSchema = z.strictObject({
  deliveries: z
    .strictObject({
      duplicate: z.number().int().min(0).max(20).optional(),
      secondId: z.boolean().optional(),
      reorder: z.boolean().optional(),
      delayMs: z.number().int().min(0).max(600_000).optional(),
      drop: z.boolean().optional(),
      types: z.array(z.string()).optional(),
    })
    .optional(),
  calls: z
    .array(
      z.strictObject({
        method: z.string().optional(),
        path: z.string().min(1),
        count: z.number().int().min(1).default(1),
        action: z.enum(["fail", "hang", "reset"]),
        when: z.enum(["before", "during", "after"]).optional(),
        status: z.number().int().min(400).max(599).optional(),
        code: z.string().optional(),
      }),
    )
    .optional(),
});

const billingSchema = z.strictObject({
  retryDays: z.array(z.number().min(0).max(60)).max(10).optional(),
  afterRetries: z.enum(["cancel", "mark_unpaid", "leave_past_due"]).optional(),
});

const SHOWN: readonly TableName[] = [
  "customer",
  "payment_method",
  "payment_intent",
  "charge",
  "balance_transaction",
  "refund",
  "dispute",
  "early_fraud_warning",
  "product",
  "price",
  "subscription",
  "subscription_schedule",
  "invoice",
  "invoiceitem",
  "invoice_payment",
  "setup_intent",
  "checkout_session",
  "test_clock",
  "confirmation_token",
  "webhook_endpoint",
];
const STATE_LIMIT = 1000;

/** The emulator's own switches, which Stripe does not have: `/_emulator/…`. */
export function controlRoutes(engine: Engine): Hono {
  const { store, faults } = engine.emulator;
  const app = new Hono();
  app.use("/_emulator/*", async (c, next) => {
    if (c.req.method !== "GET" && isForeignPage(c.req.header("origin")))
      return c.json({ error: "foreign page" }, 403);
    return next();
  });
  app.get("/_emulator/health", (c) => c.json({ status: "ok" }));
  app.post("/_emulator/reset", (c) => {
    engine.reset();
    return c.json({ reset: true });
  });
  app.post("/_emulator/faults", async (c) => {
    const given = faultsSchema.safeParse(await c.req.json().catch(() => null));
    if (!given.success) return c.json({ error: z.prettifyError(given.error) }, 400);
    if (given.data.deliveries !== undefined) faults.deliveries = given.data.deliveries;
    if (given.data.calls !== undefined) faults.calls = given.data.calls;
    return c.json({ deliveries: faults.deliveries, calls: faults.calls });
  });
  app.get("/_emulator/faults", (c) => c.json({ deliveries: faults.deliveries, calls: faults.calls }));
  app.delete("/_emulator/faults", (c) => {
    faults.clear();
    return c.json({ cleared: true });
  });
  app.post("/_emulator/billing", async (c) => changeBilling(engine, c));
  app.route("/", bankRoutes(engine));
  app.get("/_emulator/state", (c) => {
    const objects = SHOWN.map((table) => [table, take(store.newest(table))]);
    const events = take(store.newest("event")).map((event) => renderEvent(store, event, null));
    return c.json({
      objects: Object.fromEntries(objects),
      events,
      deliveries: take(store.newest("delivery")),
      faults,
    });
  });
  return app;
}

/** What the account does with invoices that are not paid. */
async function changeBilling({ emulator: { settings } }: Engine, c: Context): Promise<Response> {
  const given = billingSchema.safeParse(await c.req.json().catch(() => null));
  if (!given.success) return c.json({ error: z.prettifyError(given.error) }, 400);
  const { retryDays, afterRetries } = given.data;
  settings.billing = {
    retryDays: retryDays ?? settings.billing.retryDays,
    afterRetries: afterRetries ?? settings.billing.afterRetries,
  };
  return c.json(settings.billing);
}

function take<T>(rows: Iterable<T>): T[] {
  const result: T[] = [];
  for (const row of rows) {
    if (result.push(row) === STATE_LIMIT) break;
  }
  return result;
}
