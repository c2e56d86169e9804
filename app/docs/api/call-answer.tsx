import { getTranslations } from "next-intl/server";
import { exampleOf } from "@/lib/api/examples/examples";
import { shapesOf } from "@/lib/api/fields-of";
import type { Operation } from "@/lib/api/operation";
import { Code } from "./code-block";
import { FieldsList } from "./fields-list";
import type { ApiWords } from "./words";

/** What a call answers: an example, and what its fields mean. */
export async function CallAnswer({ operation, words }: { operation: Operation; words: ApiWords }) {
  const t = await getTranslations("api.page");
  const status = operation.method === "POST" ? operation.status : 200;
  return (
    <div className="panel min-w-0 overflow-hidden">
      <div className="flex min-h-10 items-center border-line border-b px-4 py-1 text-muted text-sm">{`${t("answer")} ${status}`}</div>
      <Code code={JSON.stringify(exampleOf(operation.id).answer, null, 2)} />
      <details className="border-line border-t">
        <summary className="px-4 py-3 text-sm">{t("answerFields")}</summary>
        <div className="flex flex-col gap-5 px-4 pb-4">
          {shapesOf(operation.answer).map(({ name, fields }) => (
            <div key={name}>
              <p className="mb-2 text-muted text-sm" translate="no">
                {name}
              </p>
              <FieldsList fields={fields} meanings={words.fields[name] ?? {}} areSent={false} />
            </div>
          ))}
        </div>
      </details>
    </div>
  );
}
