import { getTranslations } from "next-intl/server";
import { AskFirst } from "@/app/_ui/ask-first";
import { removeMethodAction } from "../actions";

/** Asks before it removes a payment method. */
export async function RemoveMethod({ id, name }: { id: string; name: string }) {
  const t = await getTranslations("billing.remove");
  const words = {
    open: t("open"),
    openOf: t("openOf", { method: name }),
    title: t("title", { method: name }),
    text: t("text"),
    keep: t("keep"),
    submit: t("submit"),
    pending: t("pending"),
  };
  const field = { name: "method", value: id };
  return <AskFirst id={`remove-${id}`} field={field} action={removeMethodAction} words={words} />;
}
