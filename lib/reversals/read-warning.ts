import { retrieveWarning, type WarningFacts } from "@/lib/stripe/early-fraud-warnings";
import { drawTicket, known } from "./known";
import { type MoneyReading, readMoney } from "./read-money";

/** An early fraud warning as Stripe had it at one moment, with its money where our books do not have that yet. */
export type WarningReading = { ticket: number; warning: WarningFacts | null; money: MoneyReading | null };

/** Reads a warning at Stripe, for `absorbWarning`; no transaction may be open. Throws when Stripe does not answer. */
export async function readWarning(warningId: string): Promise<WarningReading> {
  const ticket = await drawTicket();
  const warning = await known(retrieveWarning(warningId), warningId);
  const money = warning?.paymentIntentId ? await readMoney(warning.paymentIntentId) : null;
  return { ticket, warning, money };
}
