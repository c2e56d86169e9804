import type { Endpoint } from "../http/endpoint";
import { accountEndpoints } from "./account";
import { balanceEndpoints } from "./balance";
import { cashBalanceEndpoints } from "./cash-balance";
import { chargeEndpoints } from "./charges";
import { checkoutSessionEndpoints } from "./checkout-sessions";
import { confirmationTokenEndpoints } from "./confirmation-tokens";
import { couponEndpoints } from "./coupons";
import { customerBalanceEndpoints } from "./customer-balance";
import { customerSessionEndpoints } from "./customer-sessions";
import { customerSourceEndpoints } from "./customer-sources";
import { customerEndpoints } from "./customers";
import { disputeEndpoints } from "./disputes";
import { elementsSessionEndpoints } from "./elements-sessions";
import { eventEndpoints } from "./events";
import { invoiceItemEndpoints } from "./invoice-items";
import { invoicePaymentEndpoints } from "./invoice-payments";
import { invoiceEndpoints } from "./invoices";
import { paymentIntentEndpoints } from "./payment-intents";
import { paymentMethodEndpoints } from "./payment-methods";
import { priceEndpoints } from "./prices";
import { productEndpoints } from "./products";
import { promotionCodeEndpoints } from "./promotion-codes";
import { refundEndpoints } from "./refunds";
import { setupIntentEndpoints } from "./setup-intents";
import { stripeCliSessionEndpoints } from "./stripecli-sessions";
import { subscriptionScheduleEndpoints } from "./subscription-schedules";
import { subscriptionEndpoints } from "./subscriptions";
import { testClockEndpoints } from "./test-clocks";
import { threeDsEndpoints } from "./three-ds";
import { tokenEndpoints } from "./tokens";
import { webhookEndpointEndpoints } from "./webhook-endpoints";

/** Every call of Stripe's API that is emulated. Calls on a collection come before calls on an id. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...accountEndpoints,
  ...balanceEndpoints,
  ...cashBalanceEndpoints,
  ...chargeEndpoints,
  ...checkoutSessionEndpoints,
  ...confirmationTokenEndpoints,
  ...customerEndpoints,
  ...customerSessionEndpoints,
  ...customerSourceEndpoints,
  ...elementsSessionEndpoints,
  ...eventEndpoints,
  ...paymentIntentEndpoints,
  ...paymentMethodEndpoints,
  ...refundEndpoints,
  ...threeDsEndpoints,
  ...couponEndpoints,
  ...customerBalanceEndpoints,
  ...priceEndpoints,
  ...productEndpoints,
  ...promotionCodeEndpoints,
  ...setupIntentEndpoints,
  ...invoiceItemEndpoints,
  ...invoicePaymentEndpoints,
  ...invoiceEndpoints,
  ...subscriptionScheduleEndpoints,
  ...subscriptionEndpoints,
  ...testClockEndpoints,
  ...disputeEndpoints,
  ...stripeCliSessionEndpoints,
  ...tokenEndpoints,
  ...webhookEndpointEndpoints,
].sort((a, b) => Number(a.path.includes(":")) - Number(b.path.includes(":")));
