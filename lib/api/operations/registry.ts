import type { Operation } from "../operation";
import { captureHold } from "./capture-hold";
import { createHold } from "./create-hold";
import { createSpend } from "./create-spend";
import { getCatalog } from "./get-catalog";
import { getHold } from "./get-hold";
import { getSpend } from "./get-spend";
import { getSubscription } from "./get-subscription";
import { getWallet } from "./get-wallet";
import { listEntries } from "./list-entries";
import { releaseHold } from "./release-hold";

/** Every call of the API, in the order in which people read about them. */
export const OPERATIONS: readonly Operation[] = [
  getWallet,
  listEntries,
  createSpend,
  getSpend,
  createHold,
  getHold,
  captureHold,
  releaseHold,
  getSubscription,
  getCatalog,
];
