import { getTranslations } from "next-intl/server";
import { AskFirst } from "@/app/_ui/ask-first";
import { revokeKeyAction } from "./actions";

/** Asks before it ends a key. */
export async function RevokeKey({ id, name }: { id: string; name: string }) {
  const t = await getTranslations("keys.revoke");
  const words = {
    open: t("open"),
    openOf: t("openOf", { name }),
    title: t("title", { name }),
    text: t("text"),
    keep: t("keep"),
    submit: t("submit"),
    pending: t("pending"),
  };
  const field = { name: "key", value: id };
  return (
    <AskFirst id={`revoke-${id}`} field={field} action={revokeKeyAction} className="shrink-0" words={words} />
  );
}
