/** A piece of work for the ledger and for its model. */
export type Act =
  | { verb: "grant"; name: string; credits: number; expiresAt: number | null }
  | { verb: "spend"; name: string; credits: number }
  | { verb: "hold"; name: string; credits: number; forMs: number }
  | { verb: "capture"; hold: string; credits: number | null }
  | { verb: "release"; hold: string }
  | { verb: "reverse"; name: string; grant: string; credits: number }
  | { verb: "adjust"; name: string; credits: number; expiresAt: number | null }
  | { verb: "keep"; name: string; grant: string; credits: number }
  | { verb: "letGo"; grant: string }
  | { verb: "expire" };

/** Acts that happen once under their name. The others have none: they may be done any time. */
export type Named = Exclude<Act, { verb: "expire" | "letGo" }>;

export function isNamed(act: Act): act is Named {
  return act.verb !== "expire" && act.verb !== "letGo";
}

/** What the operation of an act is in the ledger. */
export function kindOf({ verb }: Named): string {
  return verb === "keep" ? "hold" : verb;
}

/** Grants and holds are told by their names, not by ids, so that both sides can say the same. */
export type Facts = Record<string, unknown>;
export type Done = { ok: true; replayed: boolean; version: number; facts: Facts };
export type Answer = Done | { ok: false; refusal: string };

/** A hold is captured once and released once; everything else is named by who asks. */
export function nameOf(act: Named): string {
  return `${act.verb} ${act.verb === "capture" || act.verb === "release" ? act.hold : act.name}`;
}
