import { getTranslations } from "next-intl/server";
import { paymentWords } from "@/app/_payments/words";

/** Every text the form may need, in the reader's language: the browser gets no message files. */
export type InvoiceWords = Awaited<ReturnType<typeof invoiceWords>>;

export async function invoiceWords(amount: string, card: string) {
  const t = await getTranslations("dashboard.invoice");
  const told = (key: "lost" | "outdated" | "silent") => ({
    ...{ title: t(`${key}.title`), text: t(`${key}.text`), link: null },
  });
  return {
    ...(await paymentWords(amount)),
    ...{ lost: told("lost"), outdated: told("outdated"), silent: told("silent") },
    saved: {
      title: t("saved.title"),
      pay: t("saved.pay", { amount, card }),
      confirm: t("saved.confirm"),
      text: t("saved.text", { card }),
      bank: t("saved.bank", { amount, card }),
    },
    other: t("other"),
    otherNote: t("otherNote"),
  };
}
