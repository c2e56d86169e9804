import type { ReactNode } from "react";
import { getPreferences } from "@/app/_i18n/preferences";
import type { ShownDay } from "./days-card";
import { formatDay } from "./format-day";
import { BOX } from "./shape-chart";

type ChartProps = {
  id: string;
  title: string;
  /** What stands beside the title: the one number to take home. */
  figure: string;
  /** All of the drawing in words, for who does not see it. */
  description: string;
  days: readonly ShownDay[];
  children: ReactNode;
};

/** A drawing over days with its words around it. The shapes stretch with the card, so no text stands in them. */
export async function Chart({ id, title, figure, description, days, children }: ChartProps) {
  const { locale } = await getPreferences();
  const [first, last] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium">{title}</span>
        <span className="figures text-muted">{figure}</span>
      </figcaption>
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        preserveAspectRatio="none"
        className="block h-24 w-full"
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        {children}
      </svg>
      <div
        aria-hidden="true"
        className="figures mt-1 flex justify-between border-edge border-t pt-1 text-muted text-sm"
      >
        <span>{formatDay(first, locale)}</span>
        <span>{formatDay(last, locale)}</span>
      </div>
    </figure>
  );
}
