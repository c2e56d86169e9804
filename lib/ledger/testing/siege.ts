import { setTimeout as wait } from "node:timers/promises";
import { type HardStop, isLostConnection, type OwnServer } from "@/db/testing/own-server";
import type { Act, Answer } from "./act";
import { Recorder } from "./history";
import { letPass, present } from "./proof-clock";
import type { RealWallet } from "./real-wallet";
import type { Tally } from "./report";
import type { Crowd } from "./stories";

/** A random pause between two connections that are cut: long enough that some work gets through. */
const KILL_PAUSE_MS_MAX = 200;

export type Siege = { server: OwnServer; tally: Tally };

/**
 * Several workers do their work on one wallet, hour by hour, while others may cut their connections and stop the
 * server. Each asks again, with the same name, until it is answered, and keeps what it was answered.
 */
export async function workThrough(wallet: RealWallet, crowd: Crowd, siege: Siege): Promise<Recorder> {
  const recorder = new Recorder();
  for (const { workers, hours } of crowd) {
    await Promise.all(
      workers.map(async (acts) => {
        for (const act of acts) await recorder.ask(act, present(), () => insist(wallet, act, siege));
      }),
    );
    await recorder.ask({ verb: "expire" }, present(), () => insist(wallet, { verb: "expire" }, siege));
    letPass(hours);
  }
  await insist(wallet, { verb: "expire" }, siege);
  return recorder;
}

async function insist(wallet: RealWallet, act: Act, { server, tally }: Siege): Promise<Answer> {
  const answer = await persist(server, () => {
    tally.operations++;
    return wallet.do(act);
  });
  tally.acknowledged++;
  return answer;
}

/** Asks again for as long as the line is dead. */
export async function persist<T>(server: OwnServer, ask: () => Promise<T>): Promise<T> {
  while (true) {
    try {
      return await ask();
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      await server.untilUp();
    }
  }
}

/** Cuts connections at random for as long as the work lasts. */
export async function whileCutting<T>(work: Promise<T>, { server, tally }: Siege): Promise<T> {
  let goesOn = true;
  const stop = () => {
    goesOn = false;
  };
  const ended = work.then(stop, stop);
  while (goesOn) {
    await Promise.race([ended, wait(Math.random() * KILL_PAUSE_MS_MAX)]);
    if (goesOn && (await server.killBackend())) tally.kills++;
  }
  return work;
}

/** Stops the server hard, once, in the middle of the work. */
export async function whileStopping<T>(
  work: Promise<T>,
  how: HardStop,
  afterMs: number,
  { server, tally }: Siege,
): Promise<T> {
  await Promise.race([work, wait(afterMs)]);
  await server.stopHard(how);
  tally.crashes++;
  return work;
}
