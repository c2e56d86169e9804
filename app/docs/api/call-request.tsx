import { getTranslations } from "next-intl/server";
import { fieldsOf, shapesOf } from "@/lib/api/fields-of";
import { idsIn } from "@/lib/api/openapi";
import { schemaOf } from "@/lib/api/openapi-schemas";
import type { Operation } from "@/lib/api/operation";
import { FieldsList } from "./fields-list";
import type { ApiWords } from "./words";

/** What a call is sent: ids in its path, parameters, headers of its own, and the fields of its body. */
export async function CallRequest({ operation, words }: { operation: Operation; words: ApiWords }) {
  const t = await getTranslations("api.page");
  const body = operation.method === "POST" ? shapesOf(operation.body)[0] : undefined;
  return (
    <>
      <h4 className="mt-6 mb-2.5 font-semibold text-sm">{t("parameters")}</h4>
      <FieldsList fields={parametersOf(operation)} meanings={words.parameters} areSent />
      {body ? (
        <>
          <h4 className="mt-6 mb-2.5 font-semibold text-sm">{t("body")}</h4>
          <FieldsList fields={body.fields} meanings={words.fields[body.name] ?? {}} areSent />
          {body.fields.length === 0 ? <p className="text-muted text-sm">{t("emptyBody")}</p> : null}
        </>
      ) : null}
    </>
  );
}

function parametersOf(operation: Operation) {
  const ids = idsIn(operation.path).map((name) => ({ name, type: "id", isRequired: true }));
  const query = "query" in operation && operation.query ? fieldsOf(schemaOf(operation.query)) : [];
  const isRead = operation.method === "GET";
  const name = isRead ? "If-None-Match" : "Idempotency-Key";
  return [...ids, ...query, { name, type: "header", isRequired: !isRead }];
}
