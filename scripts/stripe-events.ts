import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";

/** `npm run -s stripe:events`: the events to enable at Stripe, from the handlers themselves, separated by commas. */
process.stdout.write(`${ENABLED_EVENTS.join(",")}\n`);
