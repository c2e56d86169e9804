import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { retryCode } from "@/lib/api/examples/retry-code";
import { REQUESTS_PER_MINUTE } from "@/lib/api/limit-rate";
import { env } from "@/lib/platform/env";
import { EXAMPLE_PATH, readExample } from "@/lib/playground/read-example";
import { CodeBlock } from "./code-block";

/** What holds for every call: keys, repetition, caching, limits. */
export async function Guide() {
  const t = await getTranslations("api.guide");
  const { appUrl, apiRequestsPerMinute } = env();
  const calls = apiRequestsPerMinute ?? REQUESTS_PER_MINUTE;
  return (
    <>
      <Part id="begin" title={t("begin.title")} code={<Begin />}>
        <p>{t("begin.key")}</p>
        <p>{t("begin.json")}</p>
        <p>{t("begin.origin")}</p>
      </Part>
      <Part
        id="repeat"
        title={t("repeat.title")}
        code={<Sample code={retryCode(appUrl)} title="TypeScript" />}
      >
        <p>{t("repeat.text")}</p>
        <p>{t("repeat.rules")}</p>
      </Part>
      <Part id="job" title={t("job.title")} code={<Sample code={await readExample()} title={EXAMPLE_PATH} />}>
        <p>{t("job.text")}</p>
        <p>{t("job.calls")}</p>
        <p>
          <a href="/playground" className="link">
            {t("playground")}
          </a>
        </p>
      </Part>
      <Part id="fresh" title={t("fresh.title")}>
        <p>{t("fresh.text")}</p>
      </Part>
      <Part id="limits" title={t("limits.title")}>
        <p>{t("limits.text", { calls })}</p>
      </Part>
    </>
  );
}

function Begin() {
  const { appUrl } = env();
  const code = `export TOPUP_API_KEY="topup_…"\n\ncurl "${appUrl}/api/v1/wallet" \\\n  -H "Authorization: Bearer $TOPUP_API_KEY"`;
  return <Sample code={code} title="curl" />;
}

async function Sample({ code, title }: { code: string; title: string }) {
  const t = await getTranslations("api.page");
  const words = { copy: t("copy"), copied: t("copied"), label: t("copyCode", { title }) };
  return <CodeBlock code={code} title={title} words={words} />;
}

type PartProps = { id: string; title: string; children: ReactNode; code?: ReactNode };

function Part({ id, title, children, code }: PartProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-20 border-line border-t py-10">
      <div className="grid gap-6 lg:grid-cols-2 lg:gap-8">
        <div className="min-w-0">
          <h2 id={`${id}-title`} className="text-xl">
            {title}
          </h2>
          <div className="mt-3 flex max-w-text flex-col gap-3">{children}</div>
        </div>
        {code ? <div className="min-w-0">{code}</div> : null}
      </div>
    </section>
  );
}
