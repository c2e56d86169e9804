/**
 * What became of an event, in a sentence for operators. `processed` its effects are committed; `ignored` it is
 * not ours or needs nothing; `waiting` what it names is not here yet; `parked` a rule stopped it, or it was given
 * up, and a person must look.
 */
export type Outcome = { state: "processed" | "ignored" | "waiting" | "parked"; sentence: string };

/** The states of a stored event; `failed` and `waiting` will be tried again. */
export type EventState = Outcome["state"] | "failed";

/**
 * What a delivery, a drain or a replay ends with. `attempt` counts the tries there have been; `again`: it had ended
 * before, and nothing was done.
 */
export type EventResult = { state: EventState; sentence: string; attempt: number; again: boolean };
