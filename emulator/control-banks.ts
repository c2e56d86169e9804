import { type Context, Hono } from "hono";
import { z } from "zod";
import { DECISIONS, decideDispute } from "./disputes/decide";
import type { Engine } from "./emulator";
import type { Cause } from "./http/endpoint";
import { askForDetails } from "./payments/end-of-refund";

const decisionSchema = z.strictObject({ status: z.enum(DECISIONS), reinstate: z.boolean().default(false) });
const detailsSchema = z.strictObject({ status: z.literal("requires_action") });

/** What banks do, which no call of Stripe's API can ask for: `/_emulator/disputes/:id`, `/_emulator/refunds/:id`. */
export function bankRoutes({ emulator }: Engine): Hono {
  const app = new Hono();
  app.post("/_emulator/disputes/:id", async (c) => {
    const dispute = emulator.store.get("dispute", c.req.param("id"));
    return dispute
      ? change(c, decisionSchema, (cause, given) => decideDispute(cause, dispute, given))
      : unknown(c);
  });
  app.post("/_emulator/refunds/:id", async (c) => {
    const refund = emulator.store.get("refund", c.req.param("id"));
    return refund ? change(c, detailsSchema, (cause) => askForDetails(cause, refund)) : unknown(c);
  });

  /** Reads what is asked for, and does it in one transaction that nobody's call caused. */
  async function change<Given>(
    c: Context,
    schema: z.ZodType<Given>,
    work: (cause: Cause, given: Given) => object,
  ): Promise<Response> {
    const given = schema.safeParse(await c.req.json().catch(() => null));
    if (!given.success) return c.json({ error: z.prettifyError(given.error) }, 400);
    const cause = { emulator, request: null };
    return c.json(emulator.store.transaction(() => work(cause, given.data)));
  }
  return app;
}

function unknown(c: Context): Response {
  return c.json({ error: "no such object" }, 404);
}
