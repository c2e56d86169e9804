import type { OwnServer } from "@/db/testing/own-server";
import type { AppProcess } from "./app/app-process";
import type { Counts } from "./counts";
import type { Witness } from "./witness";

/** Everything that takes part in a run. */
export type World = {
  seed: number;
  database: OwnServer;
  emulator: string;
  app: AppProcess;
  counts: Counts;
  witness: Witness;
  /** Whether the time is up: people finish what they are at, and no more trouble begins. */
  isOver: () => boolean;
};
