import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";
import { planName } from "@/app/dashboard/_parts/plan-name";

const DONE = [
  "changed",
  "changedTrial",
  "scheduled",
  "undone",
  "resumed",
  "canceled",
  "ended",
  "paused",
  "unpaused",
  "lapsed",
] as const;
type Done = (typeof DONE)[number];

type SaidProps = {
  after?: string | undefined;
  refusal?: string | undefined;
  advice?: string | undefined;
  plan: string;
};

/** What became of what was just asked. Anything else in the address says nothing. */
export async function Said({ after, refusal, advice, plan }: SaidProps) {
  const t = await getTranslations("plan");
  const done = DONE.find((known) => known === after);
  if (done) return <DoneNotice done={done} plan={plan} />;
  if (!refusal || !isRefusal(t, refusal)) return null;
  const told = advice ? await adviceOf(advice) : null;
  return (
    <Notice tone="warn" title={t(`refusals.${refusal}.title`)}>
      {told ? <p>{told}</p> : null}
      <p>{t(`refusals.${refusal}.text`)}</p>
    </Notice>
  );
}

async function DoneNotice({ done, plan }: { done: Done; plan: string }) {
  const t = await getTranslations("plan.after");
  return (
    <Notice tone="success" title={t(`${done}.title`, { plan: await planName(plan) })}>
      {t(`${done}.text`)}
    </Notice>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"plan">>>;
type ToldRefusal =
  Extract<Parameters<Words>[0], `refusals.${string}.title`> extends `refusals.${infer Name}.title`
    ? Name
    : never;

function isRefusal(t: Words, name: string): name is ToldRefusal {
  return /^[a-z_]+$/.test(name) && t.has(`refusals.${name as ToldRefusal}.title`);
}

/** The words for a refused card: a family, never a code, so what stands in the address tells nothing. */
async function adviceOf(advice: string): Promise<string | null> {
  const t = await getTranslations("checkout.advice");
  const key = `${advice as "generic"}.text` as const;
  return /^[a-z_]+$/.test(advice) && t.has(key) ? t(key) : null;
}
