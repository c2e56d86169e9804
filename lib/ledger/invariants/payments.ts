import type { Invariant } from "./invariant";

/** Money and credits agree: what was paid was granted, once, and nothing else was. */
export const PAYMENTS: readonly Invariant[] = [
  {
    name: "succeeded_payment_has_one_grant",
    sentence: "Every succeeded payment has exactly one grant.",
    broken: (sql) => sql`
      select payments.wallet_id, payments.stripe_payment_intent_id, count(grants.id) as grants
      from payments
      left join credit_grants grants
        on grants.wallet_id = payments.wallet_id
       and grants.stripe_payment_intent_id = payments.stripe_payment_intent_id
      where payments.status = 'succeeded'
      group by payments.wallet_id, payments.stripe_payment_intent_id
      having count(grants.id) <> 1`,
  },
  {
    name: "bought_grant_has_its_payment",
    sentence:
      "No grant of a purchase lacks its succeeded payment, and the payment is worth what was granted.",
    broken: (sql) => sql`
      select grants.wallet_id, grants.id as grant_id, grants.source, grants.amount,
             grants.stripe_payment_intent_id, payments.status, payments.origin, payments.credits
      from credit_grants grants
      left join payments
        on payments.wallet_id = grants.wallet_id
       and payments.stripe_payment_intent_id = grants.stripe_payment_intent_id
      where grants.source in ('pack', 'payment_without_order')
        and (payments.status, payments.origin, payments.credits) is distinct from
          ('succeeded', case grants.source when 'pack' then 'order' else 'customer' end, grants.amount)`,
  },
  {
    name: "parked_payment_has_no_grant",
    sentence: "A parked payment has brought no credits.",
    broken: (sql) => sql`
      select payments.wallet_id, payments.stripe_payment_intent_id, grants.id as grant_id
      from payments
      join credit_grants grants
        on grants.wallet_id = payments.wallet_id
       and grants.stripe_payment_intent_id = payments.stripe_payment_intent_id
      where payments.status = 'parked'`,
  },
  {
    name: "paid_order_has_its_payment",
    sentence: "A paid order of a pack has a succeeded payment of the same amount, currency and credits.",
    broken: (sql) => sql`
      select orders.wallet_id, orders.id as order_id, orders.amount_minor, orders.currency, orders.credits,
             payments.status as payment_status, payments.amount_minor as paid_minor,
             payments.currency as paid_currency, payments.credits as paid_credits
      from orders
      left join payments on payments.wallet_id = orders.wallet_id and payments.order_id = orders.id
      where orders.status = 'paid' and orders.kind = 'pack'
        and (payments.status, payments.amount_minor, payments.currency, payments.credits, payments.livemode)
          is distinct from
            ('succeeded', orders.amount_minor, orders.currency, orders.credits, orders.livemode)`,
  },
  {
    name: "payment_of_an_order_paid_it",
    sentence:
      "A succeeded payment made for an order has made that order paid; a customer's payment has none.",
    broken: (sql) => sql`
      select payments.wallet_id, payments.stripe_payment_intent_id, payments.origin, payments.order_id,
             orders.status as order_status
      from payments
      left join orders on orders.wallet_id = payments.wallet_id and orders.id = payments.order_id
      where payments.status = 'succeeded'
        and (payments.origin, coalesce(orders.status, 'none')) not in (('order', 'paid'), ('customer', 'none'))`,
  },
];
