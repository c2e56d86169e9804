import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Page } from "@/app/_ui/page";
import { SubmitButton } from "@/app/_ui/submit-button";

type Row = readonly [term: string, value: string];

type ConfirmCardProps = {
  title: string;
  rows: readonly Row[];
  total: Row;
  action: (form: FormData) => Promise<void>;
  sends: { [name: string]: string };
  button: string;
  notes: readonly string[];
  other: { href: string; label: string };
};

/** What will be bought, and the one button that orders it. */
export async function ConfirmCard({ title, rows, total, action, sends, ...rest }: ConfirmCardProps) {
  const t = await getTranslations("landing.confirm");
  return (
    <Page title={title} lead={t("lead")} width="narrow">
      <Card>
        <dl className="figures grid grid-cols-[1fr_auto] gap-y-3">
          {rows.map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="text-muted">{term}</dt>
              <dd className="pl-6 text-right">{value}</dd>
            </div>
          ))}
          <dt className="border-line border-t pt-4 font-semibold">{total[0]}</dt>
          <dd className="border-line border-t pt-4 pl-6 text-right font-semibold">{total[1]}</dd>
        </dl>
        <form action={action} className="mt-6">
          {Object.entries(sends).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SubmitButton className="btn-primary btn-block h-12 text-base" pending={t("pending")}>
            {rest.button}
          </SubmitButton>
        </form>
        {rest.notes.map((note) => (
          <p key={note} className="mt-3 text-center text-muted text-sm">
            {note}
          </p>
        ))}
      </Card>
      <p className="mt-6 text-center">
        <a href={rest.other.href} className="link-quiet text-sm">
          {rest.other.label}
        </a>
      </p>
    </Page>
  );
}
