import type { Operation } from "../operation";
import { createSpend } from "./create-spend";
import { getCatalog } from "./get-catalog";
import { getSpend } from "./get-spend";
import { getSubscription } from "./get-subscription";
import { getWallet } from "./get-wallet";

/** Every call of the API, in the order in which people read about them. */
export const OPERATIONS: readonly Operation[] = [
  getWallet,
  createSpend,
  getSpend,
  getSubscription,
  getCatalog,
];
