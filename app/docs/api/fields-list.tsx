import { getTranslations } from "next-intl/server";
import type { Field } from "@/lib/api/fields-of";

type Props = { fields: Field[]; meanings: Record<string, string>; areSent: boolean };

/** Fields with their type and meaning; of those that are sent, which are required. */
export async function FieldsList({ fields, meanings, areSent }: Props) {
  const t = await getTranslations("api.page");
  return (
    <dl className="divide-y divide-line">
      {fields.map(({ name, type, isRequired }) => (
        <div key={name} className="py-2.5 first:pt-0 last:pb-0">
          <dt className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5 text-sm">
            <code className="font-mono font-semibold" translate="no">
              {name}
            </code>
            <span className="min-w-0 break-words font-mono text-muted text-xs" translate="no">
              {type}
            </span>
            {areSent ? (
              <span className="text-muted text-xs">{isRequired ? t("required") : t("optional")}</span>
            ) : null}
          </dt>
          <dd className="mt-0.5 text-muted text-sm">{meanings[name.toLowerCase().replaceAll("-", "_")]}</dd>
        </div>
      ))}
    </dl>
  );
}
