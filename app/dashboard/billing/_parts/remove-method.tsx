import { getTranslations } from "next-intl/server";
import { SubmitButton } from "@/app/_ui/submit-button";
import { removeMethodAction } from "../actions";

type RemoveMethodProps = { id: string; name: string };

/** Asks before it removes: a native popover, so the question comes without script too. */
export async function RemoveMethod({ id, name }: RemoveMethodProps) {
  const t = await getTranslations("billing.remove");
  return (
    <>
      <button
        type="button"
        popoverTarget={`remove-${id}`}
        aria-label={t("openOf", { method: name })}
        className="btn btn-quiet tap"
      >
        {t("open")}
      </button>
      <Question id={id} name={name} />
    </>
  );
}

async function Question({ id, name }: RemoveMethodProps) {
  const t = await getTranslations("billing.remove");
  const dialog = `remove-${id}`;
  return (
    <div
      id={dialog}
      popover="auto"
      role="dialog"
      aria-labelledby={`${dialog}-title`}
      className="panel m-auto w-md max-w-[calc(100vw-2rem)] p-6 text-ink shadow-float backdrop:bg-black/40"
    >
      <h3 id={`${dialog}-title`} className="break-words text-base">
        {t("title", { method: name })}
      </h3>
      <p className="mt-2 text-muted">{t("text")}</p>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <button type="button" popoverTarget={dialog} popoverTargetAction="hide" className="btn btn-quiet tap">
          {t("keep")}
        </button>
        <form action={removeMethodAction}>
          <input type="hidden" name="method" value={id} />
          <SubmitButton className="btn-error" pending={t("pending")}>
            {t("submit")}
          </SubmitButton>
        </form>
      </div>
    </div>
  );
}
