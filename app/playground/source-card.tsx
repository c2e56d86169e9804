import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { readExample } from "@/lib/playground/read-example";

/** The very file that drew the avatar. */
export async function SourceCard() {
  const t = await getTranslations("playground.source");
  return (
    <Card title={t("title")}>
      <p className="max-w-text text-muted">
        {t("text")}{" "}
        <a href="/docs/api" className="link">
          {t("docs")}
        </a>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="mt-4 overflow-x-auto rounded-md bg-page p-4 text-sm leading-relaxed">
        <code>{await readExample()}</code>
      </pre>
    </Card>
  );
}
