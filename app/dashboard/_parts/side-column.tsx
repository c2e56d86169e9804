import type { OrderView } from "@/lib/checkout/views";
import type { GrantView } from "@/lib/ledger/views";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { GrantsCard } from "./grants-card";
import { OrdersCard } from "./orders-card";
import { PlanSection } from "./plan-section";

type Props = {
  walletId: string;
  plan: SubscriptionView | null;
  orders: OrderView[];
  /** Empty for somebody who never had credits: they have nothing to be shown of. */
  grants: GrantView[];
};

/** Beside the balance: the plan, what was begun and not paid, and where credits come from. */
export function SideColumn({ walletId, plan, orders, grants }: Props) {
  return (
    <div className="flex min-w-0 flex-col gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
      {plan ? <PlanSection walletId={walletId} plan={plan} /> : null}
      {orders.length > 0 ? <OrdersCard orders={orders} /> : null}
      {grants.length > 0 ? <GrantsCard grants={grants} /> : null}
    </div>
  );
}
