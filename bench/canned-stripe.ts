import { createServer } from "node:http";
import { invoiceOf, refundOf, subscriptionOf } from "./stripe-objects";

/**
 * Stripe as fast as a server can be: every object follows from its id, nothing is stored. What the webhooks of a mixed
 * load read fresh is read here, so that the figure is of our work and not of the emulator's.
 */
const OBJECTS: Record<string, (hex: string) => object> = {
  invoices: invoiceOf,
  subscriptions: subscriptionOf,
  refunds: refundOf,
};

const server = createServer((request, response) => {
  const [, , collection = "", id = ""] = (request.url ?? "").split(/[/?]/);
  const make = OBJECTS[collection];
  const found = make && id ? make(id.slice(id.indexOf("_") + 1)) : null;
  const status = found || request.url === "/" ? 200 : 404;
  const body = JSON.stringify(
    found ?? { error: { type: "invalid_request_error", code: "resource_missing" } },
  );
  response.writeHead(status, { "content-type": "application/json", "request-id": "req_Canned" }).end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), "127.0.0.1");
