import { parseArgs } from "node:util";
import { withDatabase } from "./run/with-database";
import { seedWallets } from "./seed/seed-wallets";

const HELP = `npm run -s seed -- --wallets N --credits M

Makes N people with a wallet of M credits each (from 0), for trying things out and for load tests. Prints one
JSON line for each: userId, email, password, walletId, apiKey, stripeCustomerId.
apiKey reads the wallet and spends from it. stripeCustomerId is null: Stripe learns of a person at the first order.`;

const WALLETS_MAX = 100_000;

function readCount(text: string | undefined, max: number): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text) && Number(text) <= max ? Number(text) : null;
}

const { values } = parseArgs({
  options: { wallets: { type: "string" }, credits: { type: "string" }, help: { type: "boolean" } },
});
const wallets = readCount(values.wallets, WALLETS_MAX);
const credits = readCount(values.credits, Number.MAX_SAFE_INTEGER);
if (values.help || !wallets || credits === null) {
  process.stderr.write(`${HELP}\n`);
  process.exit(values.help ? 0 : 1);
}
await withDatabase("npm run seed", () =>
  seedWallets({ wallets, credits }, (seeded) => process.stdout.write(`${JSON.stringify(seeded)}\n`)),
);
