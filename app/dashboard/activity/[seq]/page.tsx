import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { DateTime } from "@/app/_ui/figures";
import { Page } from "@/app/_ui/page";
import { findOrigins } from "@/lib/checkout/find-origins";
import { findActivity } from "@/lib/ledger/list-activity";
import { traceGrant } from "@/lib/ledger/trace-grant";
import { sayCause } from "../../_parts/cause-words";
import { ChangeCard } from "./change-card";
import { DrawsCard } from "./draws-card";
import { GrantCard } from "./grant-card";
import { HoldCard } from "./hold-card";
import { PaymentCard } from "./payment-card";

type Props = { params: Promise<{ seq: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("activity.receipt");
  return { title: t("title", { seq: (await params).seq }), robots: { index: false } };
}

/**
 * One line of the ledger with all that led to it and all it led to. Lines are numbered within each wallet, so an
 * address can only ever name a line of one's own; any other is not there.
 */
export default async function ReceiptPage({ params }: Props) {
  const { seq } = await params;
  if (!/^[1-9]\d{0,14}$/.test(seq)) notFound();
  const { walletId } = await requirePerson(`/dashboard/activity/${seq}`);
  const activity = await findActivity(walletId, Number(seq));
  if (!activity) notFound();

  const t = await getTranslations("activity.receipt");
  const [grant, origins] = await Promise.all([
    traceGrant(walletId, activity),
    findOrigins(
      walletId,
      activity.lines.map((line) => line.grantId),
    ),
  ]);
  const origin = origins.get(grant?.id ?? activity.lines[0]?.grantId ?? "");
  return (
    <Page
      title={await sayCause(activity, origin)}
      lead={<DateTime at={activity.createdAt} style="exact" />}
      width="text"
    >
      <div className="grid gap-4">
        <ChangeCard activity={activity} origins={origins} />
        <DrawsCard walletId={walletId} activity={activity} origins={origins} />
        <HoldCard walletId={walletId} operationKey={activity.key} />
        {grant ? <PaymentCard walletId={walletId} grantId={grant.id} origin={origin} /> : null}
        {grant ? <GrantCard walletId={walletId} grant={grant} origin={origin} /> : null}
      </div>
      <p className="mt-6 print:hidden">
        <a href="/dashboard/activity" className="link-quiet text-sm">
          {t("back")}
        </a>
      </p>
    </Page>
  );
}
