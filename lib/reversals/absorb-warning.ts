import type { Tx } from "@/db/client";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import { now } from "@/lib/platform/clock";
import type { WarningFacts } from "@/lib/stripe/early-fraud-warnings";
import { type Absorbed, ignored, recorded, unchanged } from "./absorbed";
import type { PaidMoney } from "./find-paid-money";
import { namedBy, settleMoney } from "./read-money";
import type { WarningReading } from "./read-warning";
import { tell } from "./tell";

/**
 * Brings our copy of an early fraud warning up to what was read, in the caller's transaction. It moves no credits: it
 * marks the payment, for an operator who may prevent a dispute by a refund while it is `actionable`.
 */
export async function absorbWarning(tx: Tx, { ticket, warning, money }: WarningReading): Promise<Absorbed> {
  if (!warning) return ignored("Stripe does not know this warning");
  if (!warning.paymentIntentId) return ignored(`warning ${warning.id} is of no PaymentIntent`);
  const paid = await settleMoney(tx, warning.paymentIntentId, money);
  if (!paid) return ignored(`warning ${warning.id} is of no payment of ours`, namedBy(money));
  await lockWallet(tx, paid.walletId);
  const [before] = await tx<{ actionable: boolean }[]>`
    select actionable from fraud_warnings where stripe_warning_id = ${warning.id}`;
  if (!(await store(tx, paid, warning, ticket)))
    return unchanged(`warning ${warning.id}: a later reading is stored`);
  const { id, fraudType, actionable } = warning;
  if (before?.actionable === actionable) return unchanged(`warning ${id} is as known`);
  if (!before)
    await tell(tx, paid, { type: "payment.fraud_warning", subject: id, data: { fraudType, actionable } });
  return recorded(`warning ${id} (${fraudType}) ${actionable ? "asks for an action" : "is over"}`);
}

/** False when a later reading is stored. */
async function store(tx: Tx, paid: PaidMoney, warning: WarningFacts, ticket: number): Promise<boolean> {
  const at = now();
  const rows = await tx`
    insert into fraud_warnings (wallet_id, stripe_warning_id, stripe_payment_intent_id, stripe_charge_id, livemode,
      fraud_type, actionable, read_ticket, happened_at, created_at, updated_at)
    values (${paid.walletId}, ${warning.id}, ${paid.paymentIntentId}, ${warning.chargeId}, ${warning.livemode},
      ${warning.fraudType}, ${warning.actionable}, ${ticket}, ${warning.createdAt}, ${at}, ${at})
    on conflict (wallet_id, stripe_warning_id) do update set
      fraud_type = excluded.fraud_type, actionable = excluded.actionable, read_ticket = excluded.read_ticket,
      updated_at = excluded.updated_at
    where fraud_warnings.read_ticket < excluded.read_ticket
    returning 1`;
  return rows.length > 0;
}
