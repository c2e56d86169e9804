import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits } from "@/app/_ui/format";
import type { ShownDay } from "./days-card";
import { formatDay } from "./format-day";

/** The numbers behind the drawings, day by day, for who does not see them. */
export async function DaysTable({ days }: { days: readonly ShownDay[] }) {
  const t = await getTranslations("dashboard.days.table");
  const { locale } = await getPreferences();
  return (
    <div className="sr-only">
      <table>
        <caption>{t("caption")}</caption>
        <thead>
          <tr>
            {(["day", "used", "added", "available"] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, used, added, available }) => (
            <tr key={day}>
              <th scope="row">{formatDay(day, locale)}</th>
              <td>{formatCredits(used, locale)}</td>
              <td>{formatCredits(added, locale)}</td>
              <td>{formatCredits(available, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
