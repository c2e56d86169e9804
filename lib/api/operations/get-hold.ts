import { sql } from "@/db/client";
import { findHold } from "../find-hold";
import { defineRead } from "../operation";
import { Hold } from "../schemas/holds";

export const getHold = defineRead({
  id: "getHold",
  path: "/holds/{hold_id}",
  query: null,
  answer: Hold,
  problems: ["hold_not_found"],
  read: async ({ walletId, params, stamp }) => {
    const hold = await findHold(sql(), walletId, params.hold_id ?? "");
    return hold ? { ok: true, body: hold, stamp } : { ok: false, code: "hold_not_found" };
  },
});
