import { getTranslations } from "next-intl/server";
import { paymentWords } from "@/app/_payments/words";

/**
 * Every text the form may need, in the reader's language: the browser gets no message files. `cards` names what is
 * saved, the one that is charged for the plan first.
 */
export type InvoiceWords = Awaited<ReturnType<typeof invoiceWords>>;

export async function invoiceWords(amount: string, cards: readonly string[]) {
  const t = await getTranslations("dashboard.invoice");
  const told = (key: "lost" | "outdated" | "silent") => ({
    ...{ title: t(`${key}.title`), text: t(`${key}.text`), link: null },
  });
  const [card = ""] = cards;
  return {
    ...(await paymentWords(amount)),
    ...{ lost: told("lost"), outdated: told("outdated"), silent: told("silent") },
    saved: {
      title: t("saved.title"),
      pays: cards.map((one) => t("saved.pay", { amount, card: one })),
      confirm: t("saved.confirm"),
      text: t("saved.text", { card }),
      bank: t("saved.bank", { amount, card }),
    },
    other: t("other"),
    otherNote: t("otherNote"),
  };
}
