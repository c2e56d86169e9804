import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { env } from "@/lib/platform/env";

/** What a key is good for, to somebody who has none. */
export async function FirstKey() {
  const t = await getTranslations("keys.empty");
  const example = `curl ${env().appUrl}/api/v1/wallet \\\n  -H "Authorization: Bearer $TOPUP_API_KEY"`;
  return (
    <Card>
      <EmptyState title={t("title")} icon="key">
        {t("text")}
      </EmptyState>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="-mt-6 overflow-x-auto rounded-md bg-page p-4 text-left text-sm">
        <code>{example}</code>
      </pre>
    </Card>
  );
}
