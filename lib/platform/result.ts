/**
 * What a verb answers when its caller must be ready for a "no". A refusal is a value with a name that states
 * the broken rule; a broken invariant throws; trouble on the other side is retried by a worker.
 */
export type Result<Value extends object, Refusal extends string> =
  | ({ ok: true } & Value)
  | { ok: false; refusal: Refusal };

export function refuse<Refusal extends string>(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
