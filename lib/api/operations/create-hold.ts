import { holdCredits } from "@/lib/ledger/hold-credits";
import { getHoldOf } from "../find-hold";
import { defineWrite } from "../operation";
import { refuseOperation } from "../refuse-operation";
import { Hold, HoldRequest } from "../schemas/holds";

export const createHold = defineWrite({
  id: "createHold",
  path: "/holds",
  body: HoldRequest,
  answer: Hold,
  status: 201,
  problems: ["insufficient_credits"],
  write: async (tx, { walletId, key, body }) => {
    const { credits, reference = null, expires_in_seconds: seconds } = body;
    const request = { walletId, key: `api:${key}`, credits, reference };
    const held = await holdCredits(
      tx,
      seconds === undefined ? request : { ...request, forMs: seconds * 1000 },
    );
    if (!held.ok) return refuseOperation(tx, walletId, held.refusal, credits);
    return { ok: true, replayed: held.replayed, body: await getHoldOf(tx, walletId, held.holdId) };
  },
});
