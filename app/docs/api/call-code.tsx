import { getTranslations } from "next-intl/server";
import { CODE_LANGUAGES, writeCode } from "@/lib/api/examples/write-code";
import type { Operation } from "@/lib/api/operation";
import { env } from "@/lib/platform/env";
import { CodeBlock } from "./code-block";
import { CODE_NAMES, SHOWN_FOR } from "./code-languages";

/** The example in every language, of which the one that is chosen for the page is shown. */
export async function CallCode({ operation, title }: { operation: Operation; title: string }) {
  const t = await getTranslations("api.page");
  const code = writeCode(operation, env().appUrl);
  const words = { copy: t("copy"), copied: t("copied"), label: t("copyCode", { title }) };
  return CODE_LANGUAGES.map((language) => (
    <div key={language} className={SHOWN_FOR[language]}>
      <CodeBlock code={code[language]} title={CODE_NAMES[language]} words={words} />
    </div>
  ));
}
