import type account from "@/messages/en/account.json";
import type activity from "@/messages/en/activity.json";
import type admin from "@/messages/en/admin.json";
import type api from "@/messages/en/api.json";
import type auth from "@/messages/en/auth.json";
import type billing from "@/messages/en/billing.json";
import type checkout from "@/messages/en/checkout.json";
import type common from "@/messages/en/common.json";
import type dashboard from "@/messages/en/dashboard.json";
import type errors from "@/messages/en/errors.json";
import type keys from "@/messages/en/keys.json";
import type landing from "@/messages/en/landing.json";
import type mail from "@/messages/en/mail.json";
import type order from "@/messages/en/order.json";
import type payments from "@/messages/en/payments.json";
import type plan from "@/messages/en/plan.json";
import type playground from "@/messages/en/playground.json";
import type reconciliation from "@/messages/en/reconciliation.json";
import type setup from "@/messages/en/setup.json";
import type { Locale } from "./locale";

type Messages = {
  account: typeof account;
  activity: typeof activity;
  admin: typeof admin;
  api: typeof api;
  auth: typeof auth;
  billing: typeof billing;
  checkout: typeof checkout;
  common: typeof common;
  dashboard: typeof dashboard;
  errors: typeof errors;
  keys: typeof keys;
  landing: typeof landing;
  mail: typeof mail;
  order: typeof order;
  payments: typeof payments;
  plan: typeof plan;
  playground: typeof playground;
  setup: typeof setup;
  reconciliation: typeof reconciliation;
};

/** A key that no message file has does not compile. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
