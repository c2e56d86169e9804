import { Hono } from "hono";
import { z } from "zod";

const WALLETS = ["applePay", "googlePay", "link", "paypal", "amazonPay", "klarna"] as const;
const Body = z.object({ wallets: z.array(z.enum(WALLETS)) });

/**
 * The test switch of the Express Checkout Element: `POST /_emulator/wallets {"wallets": ["link"]}` makes it offer
 * those buttons to pages opened afterwards; an empty list, which is how the emulator starts, offers none.
 */
export function walletRoutes(): Hono {
  let offered: readonly string[] = [];
  const app = new Hono();
  app.get("/wallets", (c) => c.json({ wallets: offered }));
  app.post("/wallets", async (c) => {
    const body = Body.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return c.json({ error: { message: `wallets: a list of ${WALLETS.join(", ")}` } }, 400);
    offered = body.data.wallets;
    return c.json({ wallets: offered });
  });
  return app;
}
