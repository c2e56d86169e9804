import { getTranslations } from "next-intl/server";
import { SubmitButton } from "@/app/_ui/submit-button";
import { revokeKeyAction } from "./actions";

/** Asks before it ends a key: a native popover, so the question comes without script too. */
export async function RevokeKey({ id, name }: { id: string; name: string }) {
  const t = await getTranslations("keys.revoke");
  const dialog = `revoke-${id}`;
  return (
    <>
      <button
        type="button"
        popoverTarget={dialog}
        aria-label={t("openOf", { name })}
        className="btn btn-quiet tap shrink-0"
      >
        {t("open")}
      </button>
      <Question id={id} name={name} dialog={dialog} />
    </>
  );
}

type QuestionProps = { id: string; name: string; dialog: string };

async function Question({ id, name, dialog }: QuestionProps) {
  const t = await getTranslations("keys.revoke");
  return (
    <div
      id={dialog}
      popover="auto"
      role="dialog"
      aria-labelledby={`${dialog}-title`}
      className="panel m-auto w-md max-w-[calc(100vw-2rem)] p-6 text-ink shadow-float backdrop:bg-black/40"
    >
      <h3 id={`${dialog}-title`} className="break-words text-base">
        {t("title", { name })}
      </h3>
      <p className="mt-2 text-muted">{t("text")}</p>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <button type="button" popoverTarget={dialog} popoverTargetAction="hide" className="btn btn-quiet tap">
          {t("keep")}
        </button>
        <form action={revokeKeyAction}>
          <input type="hidden" name="key" value={id} />
          <SubmitButton className="btn-error" pending={t("pending")}>
            {t("submit")}
          </SubmitButton>
        </form>
      </div>
    </div>
  );
}
