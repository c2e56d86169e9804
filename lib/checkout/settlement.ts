/**
 * What became of money that came. `granted` now, `already_granted` before, `parked` for an operator because it is
 * not what was ordered, `ignored` because it is nobody's we know. The sentence is for the inbox and operators.
 */
export type Settlement = {
  kind: "granted" | "already_granted" | "parked" | "ignored";
  sentence: string;
};
