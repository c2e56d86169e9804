import {
  AddressElement,
  Elements,
  ExpressCheckoutElement,
  PaymentElement,
  useElements,
  useStripe,
} from "@stripe/react-stripe-js";
import type { Stripe, StripeElementsOptions } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { type FormEvent, StrictMode, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";

/** What the address bar of the test shop decides. */
const query = new URLSearchParams(window.location.search);

type Reply = { status: string; clientSecret: string; error?: string };

/** A shop as small as it can be, made of Stripe's real packages: what they do not notice is right. */
function Shop({ stripe }: { stripe: Promise<Stripe | null> }) {
  const options = useMemo(readOptions, []);
  return (
    <Elements stripe={stripe} options={options}>
      <Form />
    </Elements>
  );
}

function readOptions(): StripeElementsOptions {
  return {
    mode: "payment",
    amount: Number(query.get("amount") ?? 4900),
    currency: query.get("currency") ?? "usd",
    locale: query.get("locale") === "zh" ? "zh" : "en",
    appearance: JSON.parse(query.get("appearance") ?? "{}"),
  };
}

function Form() {
  const stripe = useStripe();
  const elements = useElements();
  const [outcome, setOutcome] = useState("");
  const [wallets, setWallets] = useState("none");

  async function pay(event?: FormEvent) {
    event?.preventDefault();
    if (!stripe || !elements) return;
    setOutcome("working");
    const checked = await elements.submit();
    if (checked.error) return setOutcome(`form: ${checked.error.code}`);
    const { confirmationToken, error } = await stripe.createConfirmationToken({ elements });
    if (error) return setOutcome(`token: ${error.type} ${error.code ?? ""}`);
    setOutcome(await confirm(stripe, confirmationToken.id));
  }

  return (
    <form onSubmit={pay}>
      <ExpressCheckoutElement
        onReady={({ availablePaymentMethods }) => setWallets(availablePaymentMethods ? "some" : "none")}
        onConfirm={() => pay()}
      />
      <PaymentElement
        options={{ layout: query.get("layout") === "accordion" ? "accordion" : "tabs" }}
        onChange={({ complete, value }) => note(`change ${value.type} ${complete}`)}
        onReady={() => note("ready")}
        onLoadError={({ error }) => note(`loaderror ${error.type}`)}
      />
      {query.has("address") && <AddressElement options={{ mode: "billing" }} />}
      <button type="submit">Pay</button>
      <output id="outcome">{outcome}</output>
      <output id="wallets">{wallets}</output>
    </form>
  );
}

function note(text: string) {
  document.body.dataset.notes = `${document.body.dataset.notes ?? ""}${text};`;
}

/** The server confirms; 3D Secure and redirects come back to the browser. */
async function confirm(stripe: Stripe, token: string): Promise<string> {
  const answer = await fetch("/pay", { method: "POST", body: token });
  const reply = (await answer.json()) as Reply;
  if (reply.error) return `server: ${reply.error}`;
  if (reply.status !== "requires_action") return reply.status;
  const after = await stripe.handleNextAction({ clientSecret: reply.clientSecret });
  if (after.error) return `action: ${after.error.type} ${after.error.code ?? ""}`;
  return after.paymentIntent?.status ?? "nothing";
}

/** Hands the page's tests the real objects, for what no form calls. */
async function start() {
  const script = document.createElement("script");
  script.src = `${query.get("emulator")}/endive/stripe.js`;
  const loaded = new Promise((resolve) => script.addEventListener("load", resolve));
  document.head.append(script);
  await loaded;
  const stripe = loadStripe("pk_test_emulator0000000000");
  Object.assign(window, { stripe: await stripe });
  const root = document.getElementById("root");
  if (root && !query.has("bare")) {
    createRoot(root).render(
      <StrictMode>
        <Shop stripe={stripe} />
      </StrictMode>,
    );
  }
}

void start();
