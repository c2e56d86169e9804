import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { DateTime } from "@/app/_ui/figures";
import { StatusDot } from "@/app/_ui/status-dot";
import { SubmitButton } from "@/app/_ui/submit-button";
import { listSessions } from "@/lib/auth/list-sessions";
import type { Person } from "@/lib/auth/person";
import type { SessionView } from "@/lib/auth/views";
import { revokeOtherSessionsAction, revokeSessionAction } from "./actions";

export async function SessionsSection({ person }: { person: Person }) {
  const t = await getTranslations("account.sessions");
  const sessions = await listSessions(person);
  return (
    <Card title={t("title")} id="sessions">
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form action={revokeOtherSessionsAction} className="mt-4 border-line border-t pt-5">
          <SubmitButton className="btn-quiet">{t("revokeOthers")}</SubmitButton>
        </form>
      ) : null}
    </Card>
  );
}

async function SessionRow({ session }: { session: SessionView }) {
  const t = await getTranslations("account.sessions");
  const { browser, system } = session.device;
  const device = browser && system ? t("device", { browser, system }) : (browser ?? system ?? t("unknown"));
  return (
    <li className="flex items-center justify-between gap-4 py-4 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="font-medium">{device}</p>
        <p className="text-muted text-sm">
          {t("lastSeen")} <DateTime at={session.lastSeenAt} style="minute" />
        </p>
      </div>
      {session.isCurrent ? (
        <StatusDot tone="good">{t("current")}</StatusDot>
      ) : (
        <form action={revokeSessionAction} className="shrink-0">
          <input type="hidden" name="session" value={session.id} />
          <SubmitButton className="btn-quiet whitespace-nowrap">
            {t("revoke")}
            <span className="sr-only">{device}</span>
          </SubmitButton>
        </form>
      )}
    </li>
  );
}
