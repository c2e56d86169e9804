import type { Invariant } from "./invariant";

/** Plans and credits agree: each paid line was granted, once, and no plan's credits came from anything else. */
export const PLANS: readonly Invariant[] = [
  {
    name: "paid_line_has_one_grant",
    sentence: "Every line of a paid invoice that is worth credits has exactly one grant, of its worth.",
    broken: (sql) => sql`
      select lines.wallet_id, lines.stripe_invoice_id, lines.stripe_line_id, lines.credits,
             count(grants.id) as grants
      from paid_invoice_lines lines
      left join credit_grants grants
        on grants.wallet_id = lines.wallet_id and grants.source = 'plan' and grants.amount = lines.credits
       and grants.source_key = 'invoice:' || lines.stripe_invoice_id || ':' || lines.stripe_line_id
      where lines.credits > 0
      group by lines.wallet_id, lines.stripe_invoice_id, lines.stripe_line_id, lines.credits
      having count(grants.id) <> 1`,
  },
  {
    name: "plan_grant_has_its_invoice",
    sentence: "No grant of a plan lacks its line of a settled invoice.",
    broken: (sql) => sql`
      select grants.wallet_id, grants.id as grant_id, grants.source_key, grants.amount
      from credit_grants grants
      left join paid_invoice_lines lines
        on lines.wallet_id = grants.wallet_id
       and 'invoice:' || lines.stripe_invoice_id || ':' || lines.stripe_line_id = grants.source_key
      left join paid_invoices invoices
        on invoices.wallet_id = lines.wallet_id and invoices.stripe_invoice_id = lines.stripe_invoice_id
      where grants.source = 'plan' and (invoices.status, lines.credits) is distinct from ('settled', grants.amount)`,
  },
  {
    name: "invoice_is_not_paid_twice_over",
    sentence: "No PaymentIntent is booked both as a payment and as what paid an invoice of a plan.",
    broken: (sql) => sql`
      select payments.wallet_id, payments.stripe_payment_intent_id, invoices.stripe_invoice_id
      from payments join paid_invoices invoices
        on invoices.stripe_payment_intent_id = payments.stripe_payment_intent_id`,
  },
  {
    name: "paid_plan_order_has_its_invoice",
    sentence:
      "A paid order of a plan names a settled invoice of its subscription, in its mode and currency, of no more than was due; and no invoice pays two orders.",
    broken: (sql) => sql`
      select orders.wallet_id, orders.id as order_id, orders.due_minor, invoices.stripe_invoice_id,
             invoices.amount_paid_minor
      from orders
      left join paid_invoices invoices on invoices.wallet_id = orders.wallet_id
        and invoices.stripe_invoice_id = orders.stripe_invoice_id
        and invoices.stripe_subscription_id = orders.stripe_subscription_id
      where orders.kind = 'plan' and orders.status = 'paid'
        and ((invoices.status, invoices.currency, invoices.livemode)
          is distinct from ('settled', orders.currency, orders.livemode)
          or invoices.amount_paid_minor > orders.due_minor
          or exists (select 1 from orders other where other.wallet_id = orders.wallet_id
            and other.stripe_invoice_id = orders.stripe_invoice_id and other.id <> orders.id))`,
  },
];
