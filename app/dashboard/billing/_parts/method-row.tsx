import { getTranslations } from "next-intl/server";
import { PaymentMethod, sayPaymentMethod } from "@/app/_ui/payment-method";
import { StatusDot } from "@/app/_ui/status-dot";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { PaymentMethodView } from "@/lib/payment-methods/views";
import { setDefaultAction } from "../actions";
import { RemoveMethod } from "./remove-method";

/** One payment method: what it is, how long it is good, and what can be done with it. */
export async function MethodRow({ method }: { method: PaymentMethodView }) {
  const t = await getTranslations("billing.methods");
  const { id, type, label, isDefault } = method;
  const name = await sayMethod(method);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 py-4">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium">
            <PaymentMethod {...method} method={type} />
          </span>
          {isDefault ? <StatusDot tone="good">{t("default")}</StatusDot> : null}
        </p>
        {label ? <p className="break-words text-muted text-sm">{label}</p> : null}
        <Expiry method={method} />
      </div>
      <div className="flex flex-wrap gap-2">
        {isDefault ? null : (
          <form action={setDefaultAction}>
            <input type="hidden" name="method" value={id} />
            <SubmitButton
              className="btn-quiet"
              pending={t("making")}
              label={t("makeDefaultOf", { method: name })}
            >
              {t("makeDefault")}
            </SubmitButton>
          </form>
        )}
        <RemoveMethod id={id} name={name} />
      </div>
    </li>
  );
}

/** A payment method as text, with what tells two of one kind apart. */
async function sayMethod({ type, cardBrand, cardLast4, label }: PaymentMethodView): Promise<string> {
  const name = await sayPaymentMethod({ method: type, cardBrand, cardLast4 });
  return label ? `${name} ${label}` : name;
}

async function Expiry({ method }: { method: PaymentMethodView }) {
  const t = await getTranslations("billing.methods");
  const { cardExpiry: date, validity, cardWallet } = method;
  if (date === null) return null;
  const wallet = cardWallet && `wallets.${cardWallet}`;
  const known = wallet && t.has(wallet as "wallets.other") ? (wallet as "wallets.other") : "wallets.other";
  return (
    <div className="mt-0.5 max-w-text text-muted text-sm">
      <p className="flex flex-wrap gap-x-3">
        {wallet ? <span>{t(known)}</span> : null}
        {validity === "valid" ? <span className="figures">{t("expires", { date })}</span> : null}
        {validity === "ends_soon" ? <StatusDot tone="warn">{t("soon", { date })}</StatusDot> : null}
        {validity === "over" ? <StatusDot tone="bad">{t("over", { date })}</StatusDot> : null}
      </p>
      {validity === "over" ? <p>{t("overText")}</p> : null}
      {validity === "ends_soon" ? <p>{t("soonText")}</p> : null}
    </div>
  );
}
