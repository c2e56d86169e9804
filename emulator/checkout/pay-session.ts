import type Stripe from "stripe";
import { unplan } from "../clock/tasks";
import { emit } from "../events/emit";
import type { Call, Cause } from "../http/endpoint";
import { badParam, refused } from "../http/errors";
import { confirmIntent } from "../payments/confirm";
import { changeIntent } from "../payments/intent-changes";
import { describedBy } from "../payments/intent-params";
import { intentRecord } from "../payments/intent-record";

type Session = Stripe.Checkout.Session;

/** Pays a session as its page does: makes the PaymentIntent on the first try and confirms it with a payment method. */
export function paySession(
  call: Call,
  session: Session,
  { method, expected }: { method: string; expected: number | undefined },
): Session {
  if (session.status !== "open")
    throw refused(`This Checkout Session is ${session.status}. It can no longer be paid.`);
  if (expected !== undefined && expected !== session.amount_total)
    throw badParam(
      "checkout_amount_mismatch",
      "expected_amount",
      `The amount of this session is ${session.amount_total}, not ${expected}.`,
    );
  const { store } = call.emulator;
  const known = store.get("payment_intent", String(session.payment_intent));
  const intent = known ?? makeIntent(call, session);
  confirmIntent(call, intent, { payment_method: method, return_url: session.success_url ?? "" });
  return store.get("checkout_session", session.id) ?? session;
}

function makeIntent(call: Call, session: Session): Stripe.PaymentIntent {
  const { store } = call.emulator;
  const wishes = store.get("session_extra", session.id)?.wishes ?? {};
  const blank = {
    ...intentRecord(session.amount_total ?? 0, session.currency ?? "usd"),
    payment_method_types: session.payment_method_types,
  };
  const customer = session.customer === null ? {} : { customer: String(session.customer) };
  const described = describedBy(call, blank, { ...wishes, ...customer });
  const intent = changeIntent(call, { ...blank, ...described }, {});
  store.put("session_of_intent", intent.id, { session: session.id });
  store.put("checkout_session", session.id, { ...session, payment_intent: intent.id });
  emit(call, "payment_intent.created", intent);
  return intent;
}

/** What becomes of a session when its payment moves: complete as soon as the payer has done their part. */
export function sessionIntentMoved(cause: Cause, intent: Stripe.PaymentIntent): void {
  const { store } = cause.emulator;
  const link = store.get("session_of_intent", intent.id);
  const session = link === undefined ? undefined : store.get("checkout_session", link.session);
  if (session === undefined) return;
  const { status } = intent;
  if (session.status === "open" && (status === "succeeded" || status === "processing"))
    complete(cause, session, intent);
  else if (session.status === "complete" && session.payment_status === "unpaid")
    settle(cause, session, intent);
}

function complete(cause: Cause, session: Session, intent: Stripe.PaymentIntent): void {
  const method = cause.emulator.store.get("payment_method", String(intent.payment_method));
  const { email = null, name = null, phone = null, address = null } = method?.billing_details ?? {};
  const after: Session = {
    ...session,
    customer_details: {
      ...{ business_name: null, individual_name: null, tax_exempt: "none", tax_ids: [] },
      ...{ address, email: session.customer_email ?? email, name, phone },
    },
    payment_status: intent.status === "succeeded" ? "paid" : "unpaid",
    status: "complete",
    url: null,
  };
  unplan(cause, "expire_session", session.id);
  emit(cause, "checkout.session.completed", cause.emulator.store.put("checkout_session", session.id, after));
}

/** A debit that took days has come or failed. */
function settle(cause: Cause, session: Session, { status }: Stripe.PaymentIntent): void {
  const { store } = cause.emulator;
  if (status === "succeeded") {
    const paid = store.put("checkout_session", session.id, { ...session, payment_status: "paid" });
    emit(cause, "checkout.session.async_payment_succeeded", paid);
  } else if (status === "requires_payment_method") {
    emit(cause, "checkout.session.async_payment_failed", session);
  }
}

/** Ends a session that nobody paid. */
export function expireSession(cause: Cause, session: Session): Session {
  if (session.status !== "open")
    throw refused('Only Checkout Sessions with a status in ["open"] can be expired.');
  unplan(cause, "expire_session", session.id);
  const { store } = cause.emulator;
  const after = store.put("checkout_session", session.id, { ...session, status: "expired", url: null });
  emit(cause, "checkout.session.expired", after);
  return after;
}

/** The task of a session whose time is over. */
export function expireTask(cause: Cause, id: string): void {
  const session = cause.emulator.store.get("checkout_session", id);
  if (session?.status === "open") expireSession(cause, session);
}
