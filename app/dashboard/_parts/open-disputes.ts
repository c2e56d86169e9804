import { cache } from "react";
import { findOpenDisputes } from "@/lib/reversals/find-open-disputes";

/** What of a wallet is disputed, asked once for a page. */
export const openDisputesOf = cache(findOpenDisputes);
