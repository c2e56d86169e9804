import { unstable_rethrow } from "next/navigation";
import { after } from "next/server";
import { getTranslations } from "next-intl/server";
import { getPerson } from "@/app/_session";
import type { Finding } from "@/lib/doctor/finding";
import { lookAtWebhooks, readAlarm } from "@/lib/doctor/look-at-webhooks";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { Notice } from "./notice";

/** In live mode, tells operators on every page that deliveries of Stripe may not arrive. */
export async function SetUpBanner() {
  const first = await findBroken();
  if (!first) return null;
  const t = await getTranslations("setup");
  const what = t(`findings.${first.name}.is`, first.facts);
  return (
    <aside aria-label={t("title")} className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6 print:hidden">
      <Notice
        tone="danger"
        title={t("banner.title")}
        action={
          <a href="/admin/setup" className="btn btn-quiet tap">
            {t("banner.link")}
          </a>
        }
      >
        <span className="break-words">{t("banner.text", { what })}</span>
      </Notice>
    </aside>
  );
}

/** Whether it can be told or not, the page itself comes. */
async function findBroken(): Promise<Finding | null> {
  try {
    if (!env().stripe.livemode || !(await getPerson())?.isOperator) return null;
    const { broken, isDue } = await readAlarm();
    if (isDue) after(() => lookAtWebhooks(process.env));
    return broken[0] ?? null;
  } catch (error) {
    unstable_rethrow(error);
    log.warn({ err: error }, "the banner of the set-up could not be told");
    return null;
  }
}
