import { getTranslations } from "next-intl/server";
import type { Operation } from "@/lib/api/operation";
import { problemsOf } from "@/lib/api/problems-of";
import { CallAnswer } from "./call-answer";
import { CallCode } from "./call-code";
import { CallRequest } from "./call-request";
import type { ApiWords } from "./words";

type Props = { operation: Operation; words: ApiWords };

/** One call: what it is for on the left, how it looks on the right. */
export async function CallSection({ operation, words }: Props) {
  const t = await getTranslations("api.page");
  const { id, method, path, scope } = operation;
  const text = words.operations[id];
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-32 border-line border-t py-10">
      <h3 id={`${id}-title`} className="text-xl">
        {text?.title}
      </h3>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 font-mono text-sm" translate="no">
        <span className={method === "GET" ? "font-semibold text-info" : "font-semibold text-primary"}>
          {method}
        </span>
        <span className="min-w-0 break-all">/api/v1{path}</span>
      </p>
      <div className="mt-5 grid gap-8 lg:grid-cols-2">
        <div className="min-w-0">
          <p className="max-w-text">{text?.text}</p>
          <p className="mt-3 text-muted text-sm">
            {t("scope")}: {scope ? <code className="font-mono">{scope}</code> : t("anyScope")}
          </p>
          <CallRequest operation={operation} words={words} />
          <Refusals operation={operation} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <CallCode operation={operation} title={text?.title ?? id} />
          <CallAnswer operation={operation} words={words} />
        </div>
      </div>
    </section>
  );
}

async function Refusals({ operation }: { operation: Operation }) {
  const t = await getTranslations("api.page");
  return (
    <>
      <h4 className="mt-6 font-semibold text-sm">{t("refusals")}</h4>
      <ul className="mt-2 flex flex-wrap gap-x-3 font-mono text-xs" translate="no">
        {problemsOf(operation).map((code) => (
          <li key={code}>
            <a href={`#${code}`} className="link-quiet inline-block py-1">
              {code}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
