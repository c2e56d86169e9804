/**
 * What became of an event, in a sentence for operators. `processed` its effects are committed; `ignored` it is
 * not ours or needs nothing; `parked` a rule stopped it and a person must look.
 */
export type Outcome = { state: "processed" | "ignored" | "parked"; sentence: string };

/** The states of a stored event; `failed` will be tried again. */
export type EventState = Outcome["state"] | "failed";

/** What a delivery, a drain or a replay ends with. */
export type EventResult = { state: EventState; sentence: string };
