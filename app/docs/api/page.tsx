import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/app/_ui/page";
import { OPERATIONS } from "@/lib/api/operations/registry";
import { CallSection } from "./call-section";
import { CodeLanguages } from "./code-languages";
import { Guide } from "./guide";
import { ProblemCodes } from "./problem-codes";
import { type ApiWords, getApiWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("api");
  return { title: t("title"), description: t("lead") };
}

/** The API for developers, made from the same tables as the answers and the OpenAPI document. */
export default async function ApiPage() {
  const t = await getTranslations("api");
  const words = await getApiWords();
  return (
    <Page title={t("title")} lead={t("lead")} action={<Links />}>
      <Contents words={words} />
      <Guide />
      <div className="group/docs">
        <h2 id="calls" className="scroll-mt-20 border-line border-t pt-10 pb-4 text-2xl">
          {t("page.calls")}
        </h2>
        <CodeLanguages />
        {OPERATIONS.map((operation) => (
          <CallSection key={operation.id} operation={operation} words={words} />
        ))}
      </div>
      <ProblemCodes words={words} />
    </Page>
  );
}

async function Links() {
  const t = await getTranslations("api.guide");
  return (
    <div className="flex flex-wrap gap-2">
      <a href="/dashboard/keys" className="btn btn-primary tap">
        {t("keys")}
      </a>
      <a href="/playground" className="btn btn-quiet tap">
        {t("playground")}
      </a>
      <a href="/api/v1/openapi.json" className="btn btn-quiet tap">
        {t("document")}
      </a>
    </div>
  );
}

async function Contents({ words }: { words: ApiWords }) {
  const t = await getTranslations("api");
  return (
    <nav aria-label={t("page.contents")} className="pb-10">
      <ul className="flex flex-wrap gap-x-5 gap-y-2.5 text-sm">
        {OPERATIONS.map(({ id }) => (
          <li key={id}>
            <a href={`#${id}`} className="link-quiet">
              {words.operations[id]?.title}
            </a>
          </li>
        ))}
        <li>
          <a href="#problems" className="link-quiet">
            {t("page.codes.title")}
          </a>
        </li>
      </ul>
    </nav>
  );
}
