import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Credits } from "@/app/_ui/figures";
import { Notice } from "@/app/_ui/notice";
import { drawAvatar } from "@/lib/playground/draw-avatar";
import { AVATAR_CREDITS } from "@/lib/playground/draw-avatar-for-credits";
import type { AvatarJobView } from "@/lib/playground/views";
import { LedgerLines } from "./ledger-lines";

type Props = { job: AvatarJobView; available: number };

/** What came of a job, and what the ledger says about it. */
export async function JobResult({ job, available }: Props) {
  const t = await getTranslations("playground.result");
  const { word, state } = job;
  return (
    <Card title={t(state === "captured" ? "captured.title" : "attempt", { word })}>
      <div className="flex flex-wrap items-start gap-6">
        {state === "captured" ? <Avatar word={word} /> : <Unfinished word={word} state={state} />}
        <div className="min-w-60 flex-1">
          <LedgerLines operations={job.operations} />
          <p className="flex justify-between gap-4 border-line border-t pt-3 font-medium">
            <span>{t("balance")}</span>
            <Credits count={available} />
          </p>
        </div>
      </div>
    </Card>
  );
}

/** The drawing is not kept: the same word is the same avatar, today and in a year. */
async function Avatar({ word }: { word: string }) {
  const t = await getTranslations("playground.result.captured");
  const drawn = drawAvatar(word);
  if (!drawn.ok) throw new Error(`avatar_missing: ${drawn.refusal}, though it was paid`);
  const image = `data:image/svg+xml,${encodeURIComponent(drawn.svg)}`;
  return (
    <div className="flex flex-col items-center gap-2">
      {/* biome-ignore lint/performance/noImgElement: a few hundred bytes, in the page itself */}
      <img src={image} alt={t("alt", { word })} width={128} height={128} className="rounded-topup" />
      <a href={image} download="avatar.svg" className="link tap flex items-center text-sm">
        {t("download")}
      </a>
    </div>
  );
}

type UnfinishedProps = { word: string; state: "released" | "expired" | "open" };

async function Unfinished({ word, state }: UnfinishedProps) {
  const t = await getTranslations("playground.result");
  const facts = { word, cost: AVATAR_CREDITS };
  return (
    <Notice tone={state === "open" ? "info" : "warn"} title={t(`${state}.title`, facts)} className="w-full">
      {t(`${state}.why`, facts)}
    </Notice>
  );
}
