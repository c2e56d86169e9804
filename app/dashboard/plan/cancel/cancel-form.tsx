import { getTranslations } from "next-intl/server";
import { SubmitButton } from "@/app/_ui/submit-button";
import { CANCEL_FEEDBACK } from "@/lib/subscriptions/cancel-plan";
import { cancelAction } from "../actions";

/** Asks why, and does not insist. */
export async function CancelForm({ endsNow }: { endsNow: boolean }) {
  const t = await getTranslations("plan.cancel");
  return (
    <form action={cancelAction} className="flex flex-col gap-6">
      <Reasons />
      <div className="flex flex-col gap-1.5">
        <label htmlFor="field-comment" className="font-medium text-sm">
          {t("comment")}
        </label>
        <textarea
          id="field-comment"
          name="comment"
          maxLength={500}
          rows={3}
          aria-describedby="field-comment-hint"
          className="textarea w-full text-base"
        />
        <p id="field-comment-hint" className="text-muted text-sm">
          {t("commentHint")}
        </p>
      </div>
      <div className="flex flex-wrap gap-3">
        <SubmitButton className="btn-error" pending={t("pending")}>
          {t(endsNow ? "submitNow" : "submit")}
        </SubmitButton>
        <a href="/dashboard/plan" className="btn btn-quiet tap">
          {t("keep")}
        </a>
      </div>
    </form>
  );
}

async function Reasons() {
  const t = await getTranslations("plan.cancel");
  return (
    <fieldset>
      <legend className="font-medium">{t("reason")}</legend>
      <p className="text-muted text-sm">{t("optional")}</p>
      <div className="mt-2 grid gap-x-6 sm:grid-cols-2">
        {CANCEL_FEEDBACK.map((reason) => (
          <label key={reason} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input type="radio" name="reason" value={reason} className="radio radio-sm radio-primary" />
            {t(`reasons.${reason}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
