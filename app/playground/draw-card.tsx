import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Field } from "@/app/_ui/field";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { newId } from "@/lib/platform/ids";
import { AVATAR_CREDITS } from "@/lib/playground/draw-avatar-for-credits";
import { drawAction } from "./actions";
import { WORD_LENGTH_MAX } from "./read-job-form";

const UNDRAWABLE = "???";

/** Two forms of the same job: one that succeeds, and one whose work fails. */
export async function DrawCard({ available }: { available: number }) {
  const t = await getTranslations("playground");
  if (available < AVATAR_CREDITS) return <TooFew available={available} />;
  return (
    <Card title={t("form.title")}>
      <form action={drawAction} className="flex flex-col gap-5">
        <JobId />
        <Field
          name="word"
          type="text"
          label={t("form.word")}
          hint={t("form.hint")}
          required
          maxLength={WORD_LENGTH_MAX}
          autoComplete="off"
        />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <SubmitButton pending={t("form.pending")}>
            {t("form.submit", { cost: AVATAR_CREDITS })}
          </SubmitButton>
          <p className="figures text-muted text-sm">{t("form.balance", { credits: available })}</p>
        </div>
      </form>
      <form action={drawAction} className="mt-6 border-line border-t pt-5">
        <JobId />
        <input type="hidden" name="word" value={UNDRAWABLE} />
        <p className="mb-3 text-muted text-sm">{t("failing.text")}</p>
        <SubmitButton className="btn-quiet" pending={t("failing.pending")}>
          {t("failing.submit", { word: UNDRAWABLE })}
        </SubmitButton>
      </form>
    </Card>
  );
}

/** Made when the page is drawn, so that a form sent twice is one job. */
function JobId() {
  return <input type="hidden" name="job" value={newId()} />;
}

async function TooFew({ available }: { available: number }) {
  const t = await getTranslations("playground.form");
  const topUp = (
    <a href="/#packs" className="btn btn-primary tap px-5">
      {t("topUp")}
    </a>
  );
  return (
    <Notice tone="info" action={topUp}>
      {t("tooFew", { credits: available, cost: AVATAR_CREDITS })}
    </Notice>
  );
}
