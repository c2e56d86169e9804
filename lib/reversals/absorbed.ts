/**
 * What became of a refund, a dispute or a warning that was read at Stripe. `recorded` it is new or has changed, and
 * the credits followed; `unchanged` it was known so; `ignored` because it is about nobody's money that we know, and
 * then `walletId` and `orderId` are what the money claims to pay, for somebody who can wait for it.
 */
export type Absorbed = {
  kind: "recorded" | "unchanged" | "ignored";
  sentence: string;
  named: { walletId: string | null; orderId: string | null };
};

const NOBODY = { walletId: null, orderId: null };

export function recorded(sentence: string): Absorbed {
  return { kind: "recorded", sentence, named: NOBODY };
}

export function unchanged(sentence: string): Absorbed {
  return { kind: "unchanged", sentence, named: NOBODY };
}

export function ignored(sentence: string, named: Absorbed["named"] = NOBODY): Absorbed {
  return { kind: "ignored", sentence, named };
}
