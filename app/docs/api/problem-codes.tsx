import { getTranslations } from "next-intl/server";
import { PROBLEM_CODES, PROBLEM_STATUS } from "@/lib/api/problems";
import type { ApiWords } from "./words";

/** Every code with its meaning and cure. The `type` of a problem leads to its line. */
export async function ProblemCodes({ words }: { words: ApiWords }) {
  const t = await getTranslations("api.page.codes");
  return (
    <section
      id="problems"
      aria-labelledby="problems-title"
      className="scroll-mt-20 border-line border-t py-10"
    >
      <h2 id="problems-title" className="text-xl">
        {t("title")}
      </h2>
      <p className="mt-2 max-w-text">{t("text")}</p>
      <dl className="mt-6 divide-y divide-line border-line border-y">
        {PROBLEM_CODES.map((code) => (
          <div
            key={code}
            id={code}
            className="grid scroll-mt-20 gap-x-6 gap-y-1 px-1 py-3.5 target:bg-base-300/40 sm:grid-cols-[16rem_1fr]"
          >
            <dt className="flex items-baseline gap-3 font-mono text-sm" translate="no">
              <span className="figures text-muted">{PROBLEM_STATUS[code]}</span>
              <span className="min-w-0 break-all font-semibold">{code}</span>
            </dt>
            <dd className="text-sm">
              {words.problems[code]?.title} <span className="text-muted">{words.problems[code]?.cure}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
