import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { adjustCredits } from "../adjust-credits";
import { captureHold } from "../capture-hold";
import { expireCredits } from "../expire-credits";
import { grantCredits } from "../grant-credits";
import { holdCredits } from "../hold-credits";
import { keepBack } from "../keep-back";
import { letGo } from "../let-go";
import { releaseHold } from "../release-hold";
import { reverseGrant } from "../reverse-grant";
import { spendCredits } from "../spend-credits";
import type { Act, Answer, Facts } from "./act";
import { makeWallet } from "./people";

type Draws = { grantId: string; amount: number }[];
type Verbs = {
  [Verb in Act["verb"]]: (tx: Tx, wallet: RealWallet, act: Extract<Act, { verb: Verb }>) => Promise<Answer>;
};

/** A wallet of the ledger that is asked the same as a `ModelWallet`, and whose answers tell names for ids. */
export class RealWallet {
  /** What grants and holds are called in acts, and their ids. */
  readonly grants = new Names();
  readonly holds = new Names();

  private constructor(readonly id: string) {}

  static async open(): Promise<RealWallet> {
    return new RealWallet(await makeWallet());
  }

  /** Does one piece of work in a transaction of its own. */
  do<Verb extends Act["verb"]>(act: Extract<Act, { verb: Verb }>): Promise<Answer> {
    const work: Verbs[Verb] = VERBS[act.verb];
    return inTransaction((tx) => work(tx, this, act));
  }

  pairsOf(draws: Draws): [string, number][] {
    return draws.map(({ grantId, amount }) => [this.grants.nameOf(grantId), amount]);
  }
}

class Names {
  private readonly ids = new Map<string, string>();

  keep(name: string, id: string): void {
    this.ids.set(name, id);
  }

  /** An id nobody has for a name that was not heard of yet. */
  idOf(name: string): string {
    return this.ids.get(name) ?? newId();
  }

  nameOf(id: string): string {
    return [...this.ids].find(([, known]) => known === id)?.[0] ?? id;
  }
}

const VERBS: Verbs = {
  async grant(tx, wallet, { name, credits, expiresAt }) {
    const answer = await grantCredits(tx, {
      walletId: wallet.id,
      source: "adjustment",
      sourceKey: name,
      stripePaymentIntentId: null,
      credits,
      expiresAt: toDate(expiresAt),
      reference: null,
    });
    if (answer.ok) wallet.grants.keep(name, answer.grantId);
    return answer.ok ? told(answer, { repaid: answer.repaid }) : answer;
  },
  async spend(tx, wallet, { name, credits }) {
    const answer = await spendCredits(tx, { walletId: wallet.id, key: name, credits, reference: null });
    return answer.ok ? told(answer, { draws: wallet.pairsOf(answer.draws) }) : answer;
  },
  async hold(tx, wallet, { name, credits, forMs }) {
    const request = { walletId: wallet.id, key: name, credits, forMs, reference: null };
    const answer = await holdCredits(tx, request);
    if (answer.ok) wallet.holds.keep(name, answer.holdId);
    return answer.ok ? told(answer, { draws: wallet.pairsOf(answer.draws) }) : answer;
  },
  async capture(tx, wallet, { hold, credits }) {
    const answer = await captureHold(tx, { walletId: wallet.id, holdId: wallet.holds.idOf(hold), credits });
    if (!answer.ok) return answer;
    const { captured, released, draws } = answer;
    return told(answer, { captured, released, draws: wallet.pairsOf(draws) });
  },
  async release(tx, wallet, { hold }) {
    const answer = await releaseHold(tx, { walletId: wallet.id, holdId: wallet.holds.idOf(hold) });
    return answer.ok ? told(answer, { released: answer.released }) : answer;
  },
  async reverse(tx, wallet, { name, grant, credits }) {
    const grantId = wallet.grants.idOf(grant);
    const answer = await reverseGrant(tx, {
      walletId: wallet.id,
      grantId,
      key: name,
      credits,
      reference: null,
    });
    return answer.ok ? told(answer, answer.reversed) : answer;
  },
  async adjust(tx, wallet, { name, credits, expiresAt }) {
    const answer = await adjustCredits(tx, {
      walletId: wallet.id,
      key: name,
      credits,
      reason: "a proof",
      operator: "nobody",
      expiresAt: toDate(expiresAt),
    });
    if (!answer.ok) return answer;
    if (answer.grantId) wallet.grants.keep(`adjust ${name}`, answer.grantId);
    return told(answer, credits > 0 ? { repaid: answer.repaid } : { draws: wallet.pairsOf(answer.draws) });
  },
  async keep(tx, wallet, { name, grant, credits }) {
    const grantId = wallet.grants.idOf(grant);
    const answer = await keepBack(tx, { walletId: wallet.id, grantId, key: name, credits });
    return answer.ok ? told(answer, {}) : answer;
  },
  async letGo(tx, wallet, { grant }) {
    const answer = await letGo(tx, { walletId: wallet.id, grantId: wallet.grants.idOf(grant) });
    return told(answer, { released: answer.released });
  },
  async expire(tx, wallet) {
    const answer = await expireCredits(tx, wallet.id);
    return answer.ok ? told(answer, { released: answer.released, expired: answer.expired }) : answer;
  },
};

function told(answer: { replayed?: boolean; version: number }, facts: Facts): Answer {
  return { ok: true, replayed: answer.replayed ?? false, version: answer.version, facts };
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
