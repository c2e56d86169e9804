import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { expireCredits } from "../expire-credits";
import { grantCredits } from "../grant-credits";
import { spendCredits } from "../spend-credits";
import type { Act, Answer, Facts } from "./model";
import { makeWallet } from "./people";

type Draws = { grantId: string; amount: number }[];
type Done = { ok: true; replayed?: boolean; version: number };

/** A wallet of the ledger that is asked the same as a `ModelWallet`, and whose answers tell names for ids. */
export class RealWallet {
  private readonly names = new Map<string, string>();

  private constructor(readonly id: string) {}

  static async open(): Promise<RealWallet> {
    return new RealWallet(await makeWallet());
  }

  /** Does one piece of work in a transaction of its own. */
  do(act: Act): Promise<Answer> {
    return inTransaction((tx) => this.doWithin(tx, act));
  }

  /** What a grant is called in acts. */
  nameOf(grantId: string): string {
    return this.names.get(grantId) ?? grantId;
  }

  private async doWithin(tx: Tx, act: Act): Promise<Answer> {
    const walletId = this.id;
    switch (act.verb) {
      case "grant": {
        const { name, credits } = act;
        const answer = await grantCredits(tx, {
          walletId,
          source: "adjustment",
          sourceKey: name,
          stripePaymentIntentId: null,
          credits,
          expiresAt: act.expiresAt === null ? null : new Date(act.expiresAt),
          reference: null,
        });
        if (answer.ok) this.names.set(answer.grantId, name);
        return answer.ok ? told(answer, { repaid: answer.repaid }) : answer;
      }
      case "spend": {
        const { name, credits } = act;
        const answer = await spendCredits(tx, { walletId, key: name, credits, reference: null });
        return answer.ok ? told(answer, { draws: this.pairsOf(answer.draws) }) : answer;
      }
      case "expire": {
        const answer = await expireCredits(tx, walletId);
        return answer.ok ? told(answer, { released: answer.released, expired: answer.expired }) : answer;
      }
      default:
        throw new Error(`no ${act.verb} yet`);
    }
  }

  private pairsOf(draws: Draws): [string, number][] {
    return draws.map(({ grantId, amount }) => [this.nameOf(grantId), amount]);
  }
}

function told({ replayed = false, version }: Done, facts: Facts): Answer {
  return { ok: true, replayed, version, facts };
}
