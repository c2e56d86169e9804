import { spendCredits } from "@/lib/ledger/spend-credits";
import { findSpend } from "../find-spend";
import { defineWrite } from "../operation";
import { refuseOperation } from "../refuse-operation";
import { Spend, SpendRequest } from "../schemas/spends";

export const createSpend = defineWrite({
  id: "createSpend",
  path: "/spends",
  body: SpendRequest,
  answer: Spend,
  status: 201,
  problems: ["insufficient_credits"],
  write: async (tx, { walletId, key, body: { credits, reference = null } }) => {
    const spent = await spendCredits(tx, { walletId, key: `api:${key}`, credits, reference });
    if (!spent.ok) return refuseOperation(tx, walletId, spent.refusal, credits);
    const spend = await findSpend(tx, walletId, spent.version);
    if (!spend) throw new Error(`spend_missing: version ${spent.version} of wallet ${walletId}`);
    return { ok: true, replayed: spent.replayed, body: spend };
  },
});
