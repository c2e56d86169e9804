import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";

/** How the refund ended that was asked for just now; the list below says how it stands. */
const OUTCOMES = {
  succeeded: { words: "succeeded", tone: "success" },
  pending: { words: "pending", tone: "info" },
  requires_action: { words: "pending", tone: "info" },
  failed: { words: "failed", tone: "danger" },
  canceled: { words: "failed", tone: "danger" },
} as const;

export async function AfterRefund({ status }: { status: string | undefined }) {
  if (!status || !Object.hasOwn(OUTCOMES, status)) return null;
  const t = await getTranslations("payments.refund.done");
  const { words, tone } = OUTCOMES[status as keyof typeof OUTCOMES];
  return (
    <Notice tone={tone} className="mb-6">
      {t(words)}
    </Notice>
  );
}
