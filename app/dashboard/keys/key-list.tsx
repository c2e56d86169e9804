import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { DateTime } from "@/app/_ui/figures";
import { StatusDot } from "@/app/_ui/status-dot";
import type { ApiKeyView } from "@/lib/api-keys/views";
import { RevokeKey } from "./revoke-key";

/** The keys there are: what each may do, when it was last used, and how to end it. */
export async function KeyList({ keys }: { keys: ApiKeyView[] }) {
  const t = await getTranslations("keys.list");
  return (
    <Card title={t("title")} id="keys">
      <ul className="-my-4 divide-y divide-line">
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </ul>
    </Card>
  );
}

async function KeyRow({ apiKey }: { apiKey: ApiKeyView }) {
  const tScopes = await getTranslations("keys.scopes");
  return (
    <li className="flex items-start justify-between gap-4 py-4">
      <div className="min-w-0">
        <p className="break-words font-medium">{apiKey.name}</p>
        <p className="mt-0.5 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm">
          <code className="text-muted">{apiKey.prefix}…</code>
          <span>{apiKey.scopes.map((scope) => tScopes(`${scope}.name`)).join(" · ")}</span>
        </p>
        <KeyTimes apiKey={apiKey} />
      </div>
      <RevokeKey id={apiKey.id} name={apiKey.name} />
    </li>
  );
}

async function KeyTimes({ apiKey }: { apiKey: ApiKeyView }) {
  const t = await getTranslations("keys.list");
  const { createdAt, expiresAt, lastUsedAt, isExpired } = apiKey;
  return (
    <div className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-muted text-sm">
      {isExpired ? <StatusDot tone="bad">{t("expired")}</StatusDot> : null}
      <p>
        {lastUsedAt ? (
          <>
            {t("lastUsed")} <DateTime at={lastUsedAt} style="minute" />
          </>
        ) : (
          t("neverUsed")
        )}
      </p>
      <p>
        {expiresAt ? (
          <>
            {t(isExpired ? "expiredOn" : "expires")} <DateTime at={expiresAt} />
          </>
        ) : (
          t("noExpiry")
        )}
      </p>
      <p>
        {t("created")} <DateTime at={createdAt} />
      </p>
    </div>
  );
}
