import { checkInvariants } from "@/lib/ledger/check-invariants";
import { withDatabase } from "./run/with-database";

/** `npm run -s ledger:check`: JSON `{ok, violations}`; exit 0 only when no promise of the ledger is broken. */
const violations = await withDatabase("npm run ledger:check", checkInvariants);
process.stdout.write(`${JSON.stringify({ ok: violations.length === 0, violations })}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
