import { getTranslations } from "next-intl/server";

/** Every text the form may need, in the reader's language: the browser gets no message files. */
export type AddWords = Awaited<ReturnType<typeof addWords>>;

type Told = "formAway" | "offline" | "lost" | "outdated" | "tokenFailed" | "bankLeft";

export async function addWords() {
  const t = await getTranslations("billing.add");
  const told = (key: Told, link: { label: string; href: string } | null = null) => ({
    title: t(`${key}.title`),
    text: t(`${key}.text`),
    link,
  });
  return {
    submit: t("submit"),
    loading: t("loading"),
    retry: t("retry"),
    phase: {
      checking: t("phase.checking"),
      saving: t("phase.saving"),
      bank: t("phase.bank"),
      finishing: t("phase.finishing"),
    },
    stripeAway: told("formAway"),
    offline: told("offline"),
    lost: told("lost", { label: t("see"), href: "/dashboard/billing" }),
    outdated: told("outdated", { label: t("reload"), href: "/dashboard/billing/add" }),
    tokenFailed: told("tokenFailed"),
    bankLeft: told("bankLeft"),
  };
}
