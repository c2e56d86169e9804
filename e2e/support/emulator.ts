/** The parts of the emulator's own interface that journeys need. It is one for all tests of a run. */

const BASE = process.env.STRIPE_API_BASE ?? "http://127.0.0.1:12111";

export type Faults = {
  deliveries?: {
    duplicate?: number;
    /** The repeats carry event ids of their own, as Stripe may do for one change. */
    secondId?: boolean;
    reorder?: boolean;
    delayMs?: number;
    drop?: boolean;
    types?: string[];
  };
  calls?: {
    method?: string;
    path: string;
    count: number;
    action: "fail" | "hang" | "reset";
    /** "after": the call takes effect and only its answer is lost. */
    when?: "before" | "after";
    status?: number;
    code?: string;
  }[];
};

export async function setFaults(faults: Faults): Promise<void> {
  await ask("POST", "/_emulator/faults", JSON.stringify(faults), "application/json");
}

export async function clearFaults(): Promise<void> {
  await ask("DELETE", "/_emulator/faults");
}

/** Which wallets the browsers of this run have, from the next page on. */
export async function offerWallets(wallets: string[]): Promise<void> {
  await ask("POST", "/_emulator/wallets", JSON.stringify({ wallets }), "application/json");
}

/** Finishes a 3D Secure check at the bank, without the page that asked for it. */
export async function answerChallenge(source: string, outcome: "complete" | "fail"): Promise<void> {
  const form = new URLSearchParams({ source, outcome, key: publishableKey() });
  await ask("POST", "/v1/3ds2/authenticate", form.toString(), "application/x-www-form-urlencoded");
}

/** One Stripe object as the API of the emulator gives it to the owner of the secret key. */
export async function stripeGet(path: string): Promise<Record<string, unknown>> {
  return ask("GET", path) as Promise<Record<string, unknown>>;
}

/** A call of the API with the secret key and without a version, as the Stripe CLI makes it. */
export async function stripePost(
  path: string,
  form: Record<string, string>,
): Promise<Record<string, unknown>> {
  const body = new URLSearchParams(form).toString();
  return ask("POST", path, body, "application/x-www-form-urlencoded") as Promise<Record<string, unknown>>;
}

export type Delivery = { event: string; state: string; tries: { status: number | null; body: string }[] };

/** What became of the deliveries to our webhook of all events about one object. */
export async function deliveriesAbout(objectId: string): Promise<Delivery[]> {
  const state = (await ask("GET", "/_emulator/state")) as {
    events: { id: string; data: { object: { id: string } } }[];
    deliveries: Delivery[];
  };
  const events = state.events.filter(({ data }) => data.object.id === objectId).map(({ id }) => id);
  return state.deliveries.filter(({ event }) => events.includes(event));
}

function publishableKey(): string {
  return process.env.STRIPE_PUBLISHABLE_KEY ?? "pk_test_emulator0000000000";
}

async function ask(method: string, path: string, body?: string, type?: string): Promise<unknown> {
  const secret = process.env.STRIPE_SECRET_KEY ?? "sk_test_emulator0000000000";
  const headers: Record<string, string> = { authorization: `Bearer ${secret}` };
  if (type) headers["content-type"] = type;
  const answer = await fetch(`${BASE}${path}`, { method, headers, body: body ?? null });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return text === "" ? null : JSON.parse(text);
}
