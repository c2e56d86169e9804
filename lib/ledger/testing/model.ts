import { type Act, type Answer, type Done, type Facts, type Named, nameOf } from "./act";
import { answerAgain, type Firsts, refusal, repetitionOf } from "./model-answers";
import {
  divide,
  drawOneByOne,
  expireGrants,
  type Grant,
  type Part,
  returnParts,
  sizeOf,
  toPairs,
} from "./model-parts";

type Hold = { name: string; parts: Part[]; until: number; ended: null | "captured" | "released" | "by time" };
/**
 * What the ledger promises, in the plainest way it can be said: lists in memory, one credit at a time where that
 * is simplest, nothing shared with the real one. Tests give both the same work and compare.
 */
export class ModelWallet {
  grants: Grant[] = [];
  holds: Hold[] = [];
  owed = 0;
  version = 0;
  private firsts: Firsts = new Map();

  /** Does one piece of work at that moment. */
  do(act: Act, at: number): Answer {
    switch (act.verb) {
      case "grant":
        return this.grant(act, at);
      case "spend":
        return this.spend(act, at);
      case "hold":
        return this.hold(act, at);
      case "capture":
        return this.capture(act, at);
      case "release":
        return this.release(act, at);
      case "reverse":
        return this.reverse(act, at);
      case "adjust":
        return this.adjust(act, at);
      case "expire":
        return this.done(this.bringUpToDate(at));
    }
  }

  /** The same wallet, to try something out on. */
  copy(): ModelWallet {
    return Object.assign(new ModelWallet(), structuredClone({ ...this }));
  }

  /** What a reader is shown: ended holds and dates count although nothing was written about them. */
  balance(at: number) {
    const present = this.copy();
    present.bringUpToDate(at);
    return { available: present.available(), held: present.held(), owed: present.owed };
  }

  /** Ends what has ended by itself: first holds, then the dates of grants. */
  bringUpToDate(at: number): Facts {
    const [available, held, owed] = [this.available(), this.held(), this.owed];
    const due = this.holds.filter((hold) => hold.ended === null && hold.until <= at);
    for (const hold of due.sort((left, right) => left.until - right.until)) {
      this.end(hold, "by time");
    }
    this.version += expireGrants(this.grants, at);
    const worth = this.available() + this.held() - this.owed;
    return { released: held - this.held(), expired: available + held - owed - worth };
  }

  available(): number {
    return this.grants.reduce((sum, grant) => sum + grant.left, 0);
  }

  held(): number {
    return this.grants.reduce((sum, grant) => sum + grant.held, 0);
  }

  private grant(act: Extract<Act, { verb: "grant" }>, at: number): Answer {
    const { name, credits, expiresAt } = act;
    if (credits <= 0) return refusal("amount_not_positive");
    if (expiresAt !== null && expiresAt <= at)
      return repetitionOf(this.firsts, act) ?? refusal("expiry_in_the_past");
    this.bringUpToDate(at);
    return answerAgain(this.firsts, act) ?? this.remember(act, this.addGrant(name, credits, expiresAt));
  }

  private addGrant(name: string, credits: number, expiresAt: number | null): Facts {
    const repaid = Math.min(this.owed, credits);
    this.owed -= repaid;
    this.version += repaid > 0 ? 2 : 1;
    this.grants.push({ name, left: credits - repaid, held: 0, expiresAt, amount: credits, reversed: 0 });
    return { repaid };
  }

  private spend(act: Extract<Act, { verb: "spend" }>, at: number): Answer {
    if (act.credits <= 0) return refusal("amount_not_positive");
    this.bringUpToDate(at);
    const again = answerAgain(this.firsts, act);
    if (again) return again;
    if (this.available() < act.credits) return refusal("insufficient_credits");
    return this.remember(act, { draws: toPairs(this.draw(act.credits)) });
  }

  private hold(act: Extract<Act, { verb: "hold" }>, at: number): Answer {
    if (act.credits <= 0) return refusal("amount_not_positive");
    if (act.forMs > 24 * 3_600_000) return refusal("hold_too_long");
    this.bringUpToDate(at);
    const again = answerAgain(this.firsts, act);
    if (again) return again;
    if (this.available() < act.credits) return refusal("insufficient_credits");
    const parts = this.draw(act.credits);
    for (const { grant, amount } of parts) grant.held += amount;
    this.holds.push({ name: act.name, parts, until: at + act.forMs, ended: null });
    return this.remember(act, { draws: toPairs(parts) });
  }

  private capture(act: Extract<Act, { verb: "capture" }>, at: number): Answer {
    this.bringUpToDate(at);
    const hold = this.holds.find(({ name }) => name === act.hold);
    if (!hold) return refusal("hold_not_found");
    const amount = sizeOf(hold.parts);
    const captured = act.credits ?? amount;
    if (captured <= 0) return refusal("amount_not_positive");
    const asked = { ...act, credits: captured };
    if (hold.ended === "captured")
      return repetitionOf(this.firsts, asked) ?? refusal("hold_already_captured");
    if (hold.ended === "released") return refusal("hold_already_released");
    if (hold.ended === "by time") return refusal("hold_expired");
    if (captured > amount) return refusal("amount_over_hold");
    hold.ended = "captured";
    const [used, rest] = divide(hold.parts, captured);
    for (const part of used) {
      part.grant.held -= part.amount;
      this.version++;
    }
    this.giveBack(rest);
    const answer = this.remember(asked, { captured, released: amount - captured, draws: toPairs(used) });
    this.bringUpToDate(at);
    return answer;
  }

  private release(act: Extract<Act, { verb: "release" }>, at: number): Answer {
    this.bringUpToDate(at);
    const hold = this.holds.find(({ name }) => name === act.hold);
    if (!hold) return refusal("hold_not_found");
    if (hold.ended === "captured") return refusal("hold_already_captured");
    const answer = repetitionOf(this.firsts, act) ?? this.end(hold, "released");
    this.bringUpToDate(at);
    return answer;
  }

  /** Whoever asks for the release of a hold that ended by itself gets the answer of that end. */
  private end(hold: Hold, how: "released" | "by time"): Answer {
    hold.ended = how;
    this.giveBack(hold.parts);
    return this.remember({ verb: "release", hold: hold.name }, { released: sizeOf(hold.parts) });
  }

  private reverse(act: Extract<Act, { verb: "reverse" }>, at: number): Answer {
    this.bringUpToDate(at);
    const own = this.grants.find(({ name }) => name === act.grant);
    if (!own) return refusal("grant_not_found");
    if (act.credits <= 0) return refusal("amount_not_positive");
    const again = answerAgain(this.firsts, act);
    if (again) return again;
    if (own.reversed + act.credits > own.amount) return refusal("reversal_over_grant");
    own.reversed += act.credits;
    const fromOwn = Math.min(own.left, act.credits);
    own.left -= fromOwn;
    this.version += fromOwn > 0 ? 1 : 0;
    const others = sizeOf(this.draw(Math.min(this.available(), act.credits - fromOwn)));
    const owed = act.credits - fromOwn - others;
    this.owed += owed;
    this.version += owed > 0 ? 1 : 0;
    return this.remember(act, { own: fromOwn, others, owed });
  }

  private adjust(act: Extract<Act, { verb: "adjust" }>, at: number): Answer {
    const { name, credits, expiresAt } = act;
    this.bringUpToDate(at);
    const isPast = credits > 0 && expiresAt !== null && expiresAt <= at;
    const again = isPast
      ? (repetitionOf(this.firsts, act) ?? refusal("expiry_in_the_past"))
      : answerAgain(this.firsts, act);
    if (again) return again;
    if (credits > 0) return this.remember(act, this.addGrant(`adjust ${name}`, credits, expiresAt));
    if (this.available() < -credits) return refusal("insufficient_credits");
    return this.remember(act, { draws: toPairs(this.draw(-credits)) });
  }

  private draw(credits: number): Part[] {
    const parts = drawOneByOne(this.grants, credits);
    this.version += parts.length;
    return parts;
  }

  private giveBack(parts: Part[]): void {
    const { repaid, lines } = returnParts(parts, this.owed);
    this.owed -= repaid;
    this.version += lines;
  }

  private remember(act: Named, facts: Facts): Done {
    const answer = this.done(facts);
    this.firsts.set(nameOf(act), { content: JSON.stringify(act), answer });
    return answer;
  }

  private done(facts: Facts): Done {
    return { ok: true, replayed: false, version: this.version, facts };
  }
}
