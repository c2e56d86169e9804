/**
 * What the ledger promises, in the plainest way it can be said: lists in memory, one credit at a time where that
 * is simplest, nothing shared with the real one. Tests give both the same work and compare.
 */
export type ModelGrant = { sourceKey: string; amount: number; left: number; expiresAt: number | null };
export type ModelAnswer =
  | { ok: true; replayed: boolean; version: number; repaid?: number; draws?: [string, number][] }
  | { ok: false; refusal: string };

export class ModelWallet {
  grants: ModelGrant[] = [];
  owed = 0;
  version = 0;
  private readonly answers = new Map<string, { content: string; answer: ModelAnswer }>();

  available(at: number): number {
    return this.alive(at).reduce((sum, grant) => sum + grant.left, 0);
  }

  grant(sourceKey: string, credits: number, expiresAt: number | null, at: number): ModelAnswer {
    if (credits <= 0) return { ok: false, refusal: "amount_not_positive" };
    const key = `grant ${sourceKey}`;
    const content = `${credits} ${expiresAt}`;
    const first = this.answers.get(key);
    if (expiresAt !== null && expiresAt <= at)
      return first?.content === content ? again(first.answer) : { ok: false, refusal: "expiry_in_the_past" };
    this.expire(at);
    if (first) return this.repeat(first, content);
    const repaid = Math.min(this.owed, credits);
    this.owed -= repaid;
    this.version += repaid > 0 ? 2 : 1;
    this.grants.push({ sourceKey, amount: credits, left: credits - repaid, expiresAt });
    return this.remember(key, content, { ok: true, replayed: false, version: this.version, repaid });
  }

  spend(name: string, credits: number, at: number): ModelAnswer {
    if (credits <= 0) return { ok: false, refusal: "amount_not_positive" };
    const key = `spend ${name}`;
    this.expire(at);
    const first = this.answers.get(key);
    if (first) return this.repeat(first, String(credits));
    if (this.available(at) < credits) return { ok: false, refusal: "insufficient_credits" };
    const draws = new Map<string, number>();
    for (let drawn = 0; drawn < credits; drawn++) {
      const grant = this.nextToDraw(at);
      grant.left--;
      draws.set(grant.sourceKey, (draws.get(grant.sourceKey) ?? 0) + 1);
    }
    this.version += draws.size;
    return this.remember(key, String(credits), {
      ok: true,
      replayed: false,
      version: this.version,
      draws: [...draws],
    });
  }

  expire(at: number): void {
    for (const grant of this.grants)
      if (grant.left > 0 && grant.expiresAt !== null && grant.expiresAt <= at) {
        grant.left = 0;
        this.version++;
      }
  }

  takeBackSpent(credits: number): void {
    this.owed += credits;
    this.version++;
  }

  private alive(at: number): ModelGrant[] {
    return this.grants.filter(
      (grant) => grant.left > 0 && (grant.expiresAt === null || grant.expiresAt > at),
    );
  }

  private nextToDraw(at: number): ModelGrant {
    const dates = this.alive(at).map((grant) => grant.expiresAt ?? Number.POSITIVE_INFINITY);
    const soonest = Math.min(...dates);
    const grant = this.alive(at).find((each) => (each.expiresAt ?? Number.POSITIVE_INFINITY) === soonest);
    if (!grant) throw new Error("the model has nothing to draw from");
    return grant;
  }

  private repeat(first: { content: string; answer: ModelAnswer }, content: string): ModelAnswer {
    return first.content === content ? again(first.answer) : { ok: false, refusal: "idempotency_key_reused" };
  }

  private remember(key: string, content: string, answer: ModelAnswer): ModelAnswer {
    this.answers.set(key, { content, answer });
    return answer;
  }
}

function again(answer: ModelAnswer): ModelAnswer {
  return answer.ok ? { ...answer, replayed: true } : answer;
}
