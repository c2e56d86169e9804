import type { HoldView, OperationView } from "@/lib/ledger/views";

/** A job of the playground as its page shows it: the hold it made, and how that ended in the ledger. */
export type AvatarJobView = {
  word: string;
  state: HoldView["state"];
  /** The hold, and the capture or release that ended it. */
  operations: OperationView[];
};
