import { sql } from "@/db/client";
import { findSpend } from "../find-spend";
import { defineRead } from "../operation";
import { Spend } from "../schemas/spends";
import { versionOfSpend } from "../spend-id";

export const getSpend = defineRead({
  id: "getSpend",
  path: "/spends/{spend_id}",
  query: null,
  answer: Spend,
  problems: ["spend_not_found"],
  read: async ({ walletId, params, stamp }) => {
    const version = versionOfSpend(walletId, params.spend_id ?? "");
    const spend = version === null ? null : await findSpend(sql(), walletId, version);
    return spend ? { ok: true, body: spend, stamp } : { ok: false, code: "spend_not_found" };
  },
});
