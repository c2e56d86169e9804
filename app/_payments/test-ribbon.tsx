import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/app/_ui/copy-button";
import { Icon } from "@/app/_ui/icon";

/** Stripe's own test numbers, the same with the emulator and with real test keys (docs.stripe.com/testing). */
const TEST_CARDS = [
  ["success", "4242 4242 4242 4242"],
  ["threeDs", "4000 0027 6000 3184"],
  ["insufficient", "4000 0000 0000 9995"],
  ["generic", "4000 0000 0000 0002"],
  ["lost", "4000 0000 0000 9987"],
  ["expired", "4000 0000 0000 0069"],
  ["cvc", "4000 0000 0000 0127"],
  ["threeDsDeclined", "4000 0082 6000 3178"],
] as const;

/** Says that no money moves, and offers the cards to try. Never shown with live keys. */
export async function TestRibbon() {
  const t = await getTranslations("checkout.test");
  return (
    <details className="rounded-topup border border-warning/40 bg-warning/5 text-sm">
      <summary className="tap flex list-none items-center gap-2 px-4 py-2">
        <Icon name="info" className="size-4 text-warning" />
        <span className="font-medium">{t("ribbon")}</span>
        <span className="ml-auto shrink-0 underline underline-offset-4">{t("cards")}</span>
      </summary>
      <ul className="divide-y divide-line border-warning/30 border-t px-4">
        {TEST_CARDS.map(([name, number]) => {
          const label = t(`card.${name}`);
          return (
            <li key={name} className="flex flex-wrap items-center gap-x-4 py-1.5">
              <span className="min-w-40 flex-1">{label}</span>
              <code className="figures select-all whitespace-nowrap">{number}</code>
              <CopyButton
                text={number.replaceAll(" ", "")}
                label={t("copyCard", { label })}
                copy={t("copy")}
                copied={t("copied")}
              />
            </li>
          );
        })}
      </ul>
      <p className="border-line border-t px-4 py-2.5 text-muted">{t("hint")}</p>
    </details>
  );
}
