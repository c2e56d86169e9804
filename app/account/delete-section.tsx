import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { formatCredits } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import type { Person } from "@/lib/auth/person";
import { readBalance } from "@/lib/ledger/read-balance";
import { findLivePlan } from "@/lib/subscriptions/find-subscription";
import { deleteAccountAction } from "./actions";

export async function DeleteSection({ person }: { person: Person }) {
  const t = await getTranslations("account.delete");
  const { available, held } = await readBalance(person.walletId);
  const { locale } = await getPreferences();
  const plan = await findLivePlan(person.walletId);
  const credits = available + held;
  return (
    <Card title={t("title")}>
      <p className="max-w-text text-muted">{t("lead")}</p>
      {plan ? (
        <Notice tone="warn" className="mt-4">
          {t("planEnds", { plan: await sayPlan(plan) })}
        </Notice>
      ) : null}
      {credits > 0 ? (
        <Notice tone="warn" className="mt-4">
          {t("creditsRemain", { credits: formatCredits(credits, locale) })}
        </Notice>
      ) : null}
      <details className="mt-5">
        <summary className="link w-fit cursor-pointer font-medium text-error">{t("open")}</summary>
        <div className="mt-5">
          <ActionForm
            action={deleteAccountAction}
            submit={t("submit")}
            pending={t("pending")}
            buttonClass="btn-error"
            username={person.email}
            fields={[
              { name: "password", label: t("password"), type: "password", autoComplete: "current-password" },
            ]}
          />
        </div>
      </details>
    </Card>
  );
}

/** A plan that the code no longer has is still somebody's plan. */
async function sayPlan(plan: string): Promise<string> {
  const t = await getTranslations("common.plans");
  const name = `${plan}.name` as "pro.name";
  return t.has(name) ? t(name) : plan;
}
