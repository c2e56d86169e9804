/** A promise about the data that a query can disprove: `broken` answers the rows that break it, so none. */
export type Invariant = { name: string; sentence: string; broken: string };
