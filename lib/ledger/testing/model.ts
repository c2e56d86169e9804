import type { Act, Answer } from "./act";
import { answerAgain, refusal, repetitionOf } from "./model-answers";
import { divide, sizeOf, toPairs } from "./model-parts";
import { ModelState } from "./model-state";

/**
 * What the ledger promises, in the plainest way it can be said: lists in memory, one credit at a time where that
 * is simplest, nothing shared with the real one. Tests give both the same work and compare.
 */
export class ModelWallet extends ModelState {
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
      case "keep":
        return this.keep(act, at);
      case "letGo":
        return this.letGo(act, at);
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

  private grant(act: Extract<Act, { verb: "grant" }>, at: number): Answer {
    const { name, credits, expiresAt } = act;
    if (credits <= 0) return refusal("amount_not_positive");
    if (expiresAt !== null && expiresAt <= at)
      return repetitionOf(this.firsts, act) ?? refusal("expiry_in_the_past");
    this.bringUpToDate(at);
    return answerAgain(this.firsts, act) ?? this.remember(act, this.addGrant(name, credits, expiresAt));
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

  private keep(act: Extract<Act, { verb: "keep" }>, at: number): Answer {
    if (act.credits <= 0) return refusal("amount_not_positive");
    this.bringUpToDate(at);
    const own = this.grants.find(({ name }) => name === act.grant);
    if (!own) return refusal("grant_not_found");
    const again = answerAgain(this.firsts, act);
    if (again) return again;
    if (own.left < act.credits) return refusal("insufficient_credits");
    this.keepOf(own, act.name, act.credits);
    return this.remember(act, {});
  }

  private letGo(act: Extract<Act, { verb: "letGo" }>, at: number): Answer {
    this.bringUpToDate(at);
    const kept = this.keptOf(this.grants.find(({ name }) => name === act.grant));
    for (const hold of kept) this.end(hold, "released");
    this.bringUpToDate(at);
    return this.done({ released: kept.reduce((sum, { parts }) => sum + sizeOf(parts), 0) });
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
}
