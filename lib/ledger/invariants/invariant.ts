import type { Tx } from "@/db/client";

/** A promise about the data that a query can disprove: `broken` selects the rows that break it, so none. */
export type Invariant = { name: string; sentence: string; broken: (sql: Tx) => ReturnType<Tx> };
