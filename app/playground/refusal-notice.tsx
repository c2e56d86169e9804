import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";
import { WORD_LENGTH_MAX } from "./read-job-form";

const TOLD = ["word_required", "word_too_long", "insufficient_credits", "idempotency_key_reused"] as const;

/** Why nothing was drawn. Anything else in the address says nothing. */
export async function RefusalNotice({ refusal }: { refusal: string | undefined }) {
  const told = TOLD.find((known) => known === refusal);
  if (!told) return null;
  const t = await getTranslations("playground.refusals");
  return (
    <Notice tone="warn" className="mb-6">
      {t(told, { max: WORD_LENGTH_MAX })}
    </Notice>
  );
}
