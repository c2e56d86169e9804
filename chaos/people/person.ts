import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { isLostConnection } from "@/db/testing/own-server";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { API_KEY_SCOPES } from "@/lib/api-keys/scopes";
import { newWallet } from "@/lib/checkout/testing";
import { type Dice, diceOf } from "@/lib/inbox/testing/dice";
import type { QuoteView } from "@/lib/subscriptions/views";
import type { World } from "../world";

/** What somebody is about to pay for. `shownMinor` is null where the page's amount is the server's own business. */
export type OpenOrder = {
  kind: "pack" | "plan";
  orderId: string;
  credits: number;
  currency: string;
  shownMinor: number | null;
};

/** Who pays as a customer whose time is moved by hand. */
export type Subscriber = { customerId: string; clockId: string; seconds: number };

/** Somebody who buys and spends. Whatever they were told is kept by the witness, not here. */
export type Person = {
  walletId: string;
  apiKey: string;
  dice: Dice;
  /** Orders that were left in the middle of something. */
  left: OpenOrder[];
  /** What a program of theirs reserved, and has not finished. */
  reserved: { holdId: string; credits: number }[];
  /** Those who have plans; they buy no packs, because a pack is paid in the present. */
  subscriber: Subscriber | null;
  /** A change of plan that was accepted, and of which no answer came. */
  quote: QuoteView | null;
};

/** A new person with a wallet and a key. */
export async function newPerson(world: World, seed: number): Promise<Person> {
  const walletId = await persist(world, newWallet);
  const key = await persist(world, () =>
    createApiKey({ walletId, name: "Chaos", scopes: API_KEY_SCOPES, expiresAt: null }),
  );
  if (!key.ok) throw new Error(key.refusal);
  world.counts.add("people");
  const nothing = { left: [], reserved: [], subscriber: null, quote: null };
  return { walletId, apiKey: key.key, dice: diceOf(seed), ...nothing };
}

/** A name that nobody else has, for a request of this person. */
export function newRequestKey(): string {
  return randomUUID();
}

/** Does something in the database that may be stopped meanwhile, until it is done. */
export async function persist<Done>({ database }: World, work: () => Promise<Done>): Promise<Done> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      await wait(5);
      await database.untilUp();
    }
  }
}
