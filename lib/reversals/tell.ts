import type { Tx } from "@/db/client";
import { type Fact, insertOfFacts } from "@/lib/outbox/record-event";
import { now } from "@/lib/platform/clock";
import type { PaidMoney } from "./find-paid-money";

/** Writes what happened to a payment into the outbox, in the transaction of the fact. */
export async function tell(
  tx: Tx,
  paid: PaidMoney,
  fact: Pick<Fact, "type" | "subject" | "data">,
): Promise<void> {
  const [wallet] = await tx<{ version: number }[]>`select version from wallets where id = ${paid.walletId}`;
  if (!wallet) throw new Error(`wallet_not_found: ${paid.walletId} of payment ${paid.paymentIntentId}`);
  const whole = {
    ...fact,
    data: { paymentIntentId: paid.paymentIntentId, ...fact.data },
    walletId: paid.walletId,
    walletVersion: wallet.version,
    occurredAt: now(),
  };
  await tx`${insertOfFacts(tx, [whole])}`;
}
