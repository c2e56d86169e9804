import { type Answer, type Done, type Facts, type Named, nameOf } from "./act";
import type { Firsts } from "./model-answers";
import { drawOneByOne, expireGrants, type Grant, type Part, returnParts, sizeOf } from "./model-parts";

type Hold = { name: string; parts: Part[]; until: number; ended: null | "captured" | "released" | "by time" };
/** Of what is kept back nobody knows the end. */
const NEVER = Number.POSITIVE_INFINITY;

/** What a wallet of the model holds, and the moves that its verbs are made of; each counts its own entries. */
export class ModelState {
  grants: Grant[] = [];
  holds: Hold[] = [];
  owed = 0;
  version = 0;
  protected firsts: Firsts = new Map();

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

  protected addGrant(name: string, credits: number, expiresAt: number | null): Facts {
    const repaid = Math.min(this.owed, credits);
    this.owed -= repaid;
    this.version += repaid > 0 ? 2 : 1;
    this.grants.push({ name, left: credits - repaid, held: 0, expiresAt, amount: credits, reversed: 0 });
    return { repaid };
  }

  /** Whoever asks for the release of a hold that ended by itself gets the answer of that end. */
  protected end(hold: Hold, how: "released" | "by time"): Answer {
    hold.ended = how;
    this.giveBack(hold.parts);
    return this.remember({ verb: "release", hold: hold.name }, { released: sizeOf(hold.parts) });
  }

  protected draw(credits: number): Part[] {
    const parts = drawOneByOne(this.grants, credits);
    this.version += parts.length;
    return parts;
  }

  protected keepOf(grant: Grant, name: string, credits: number): void {
    grant.left -= credits;
    grant.held += credits;
    this.version++;
    this.holds.push({ name: `keep ${name}`, parts: [{ grant, amount: credits }], until: NEVER, ended: null });
  }

  protected keptOf(grant: Grant | undefined): Hold[] {
    return this.holds.filter(
      ({ parts, until, ended }) => until === NEVER && ended === null && parts[0]?.grant === grant,
    );
  }

  protected giveBack(parts: Part[]): void {
    const { repaid, lines } = returnParts(parts, this.owed);
    this.owed -= repaid;
    this.version += lines;
  }

  protected remember(act: Named, facts: Facts): Done {
    const answer = this.done(facts);
    this.firsts.set(nameOf(act), { content: JSON.stringify(act), answer });
    return answer;
  }

  protected done(facts: Facts): Done {
    return { ok: true, replayed: false, version: this.version, facts };
  }
}
