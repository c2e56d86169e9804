import { getTranslations } from "next-intl/server";
import { Icon } from "@/app/_ui/icon";
import type { OrderView } from "@/lib/checkout/views";
import { type OrderWords, wordsOfPack } from "./words-of-pack";
import { wordsOfPlan } from "./words-of-plan";

/** What is being bought: beside the form on wide screens, one line that unfolds on a phone. */
export async function OrderSummary({ order }: { order: OrderView }) {
  const t = await getTranslations("checkout.summary");
  const words = order.plan ? await wordsOfPlan(order, order.plan) : await wordsOfPack(order);
  const lines = <SummaryLines words={words} />;
  return (
    <section aria-label={t("title")}>
      <details className="panel group lg:hidden">
        <summary className="tap flex list-none items-center justify-between gap-4 px-4 py-3">
          <span>
            <span className="figures font-semibold">{words.what}</span>
            <span className="block text-muted text-sm underline underline-offset-4">{t("show")}</span>
          </span>
          <span className="figures text-right font-semibold text-xl">{words.headline}</span>
        </summary>
        <div className="border-line border-t p-4">{lines}</div>
      </details>
      <div className="hidden lg:block">
        <p className="figures text-4xl font-semibold tracking-tight">{words.headline}</p>
        <p className="figures mt-1 text-muted">{words.under}</p>
        <div className="mt-8">{lines}</div>
      </div>
    </section>
  );
}

async function SummaryLines({ words }: { words: OrderWords }) {
  const t = await getTranslations("checkout.summary");
  return (
    <>
      <dl className="grid gap-3 text-sm">
        {words.lines.map(([label, value]) => (
          <Line key={label} label={label} value={value} />
        ))}
        <div className="flex justify-between gap-4 border-line border-t pt-3 text-base font-semibold">
          <dt>{t("total")}</dt>
          <dd className="figures">{words.total}</dd>
        </div>
        {words.next ? <Line label={words.next[0]} value={words.next[1]} /> : null}
      </dl>
      {words.notes.map((note) => (
        <p key={note} className="mt-2 text-muted text-sm">
          {note}
        </p>
      ))}
      <p className="mt-6 flex gap-2 text-muted text-sm">
        <Icon name="lock" className="size-5 text-primary" />
        {t("safe")}
      </p>
    </>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="figures text-right">{value}</dd>
    </div>
  );
}
