import { releaseHold as release } from "@/lib/ledger/release-hold";
import { isId } from "@/lib/platform/ids";
import { getHoldOf } from "../find-hold";
import { defineWrite } from "../operation";
import { refuseOperation } from "../refuse-operation";
import { Hold, ReleaseRequest } from "../schemas/holds";

export const releaseHold = defineWrite({
  id: "releaseHold",
  path: "/holds/{hold_id}/release",
  body: ReleaseRequest,
  answer: Hold,
  status: 200,
  problems: ["hold_not_found", "hold_already_captured"],
  write: async (tx, { walletId, params }) => {
    const holdId = params.hold_id ?? "";
    if (!isId(holdId)) return { ok: false, code: "hold_not_found" };
    const released = await release(tx, { walletId, holdId });
    if (!released.ok) return refuseOperation(tx, walletId, released.refusal, 0);
    return { ok: true, replayed: released.replayed, body: await getHoldOf(tx, walletId, holdId) };
  },
});
