/**
 * What became of something Stripe told about a plan. `granted` credits came now, `already_granted` before, `mirrored`
 * our copy is what Stripe says, `parked` for an operator, `ignored` because it is not ours or brings nothing.
 */
export type Absorbed = {
  kind: "granted" | "already_granted" | "mirrored" | "parked" | "ignored";
  sentence: string;
};
