import { getTranslations } from "next-intl/server";

/** What the form may have to say in a notice of its own. */
type Told =
  | "stripeAway"
  | "offline"
  | "lost"
  | "outdated"
  | "tokenFailed"
  | "bankOpen"
  | "bankLeft"
  | "refusal.stripe_unavailable";

/** Every text the payment form may need, in the reader's language: the browser gets no message files. */
export type PaymentWords = Awaited<ReturnType<typeof paymentWords>>;

export async function paymentWords(amount: string) {
  const t = await getTranslations("checkout");
  const told = (key: Told) => ({ title: t(`${key}.title`), text: t(`${key}.text`), link: null });
  return {
    pay: t("pay", { amount }),
    phase: {
      checking: t("phase.checking"),
      paying: t("phase.paying", { amount }),
      bank: t("phase.bank"),
      finishing: t("phase.finishing"),
    },
    once: t("once"),
    orCard: t("orCard"),
    loading: t("loading"),
    slow: t("slow"),
    retry: t("retry"),
    continueWithBank: t("bankOpen.button"),
    stripeAway: told("stripeAway"),
    offline: told("offline"),
    silent: told("refusal.stripe_unavailable"),
    lost: told("lost"),
    outdated: told("outdated"),
    reload: t("reload"),
    tokenFailed: told("tokenFailed"),
    bankOpen: told("bankOpen"),
    bankLeft: told("bankLeft"),
  };
}
