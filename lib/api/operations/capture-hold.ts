import { captureHold as capture } from "@/lib/ledger/capture-hold";
import { isId } from "@/lib/platform/ids";
import { getHoldOf } from "../find-hold";
import { defineWrite } from "../operation";
import { refuseOperation } from "../refuse-operation";
import { CaptureRequest, Hold } from "../schemas/holds";

export const captureHold = defineWrite({
  id: "captureHold",
  path: "/holds/{hold_id}/capture",
  body: CaptureRequest,
  answer: Hold,
  status: 200,
  problems: [
    "hold_not_found",
    "hold_already_captured",
    "hold_already_released",
    "hold_expired",
    "amount_over_hold",
  ],
  write: async (tx, { walletId, params, body: { credits = null, reference } }) => {
    const holdId = params.hold_id ?? "";
    if (!isId(holdId)) return { ok: false, code: "hold_not_found" };
    const captured = await capture(tx, { walletId, holdId, credits, reference: reference ?? null });
    if (!captured.ok) return refuseOperation(tx, walletId, captured.refusal, 0);
    return { ok: true, replayed: captured.replayed, body: await getHoldOf(tx, walletId, holdId) };
  },
});
