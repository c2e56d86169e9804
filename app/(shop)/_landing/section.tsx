import type { ReactNode } from "react";

type SectionProps = {
  id: string;
  title: string;
  lead?: string;
  /** Title on the left and content on the right, where there is room. */
  split?: boolean;
  children: ReactNode;
};

export function Section({ id, title, lead, split = false, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="border-line border-t">
      <div
        className={`mx-auto grid max-w-6xl gap-8 px-4 py-14 sm:px-6 sm:py-20 ${split ? "lg:grid-cols-[22rem_1fr]" : ""}`}
      >
        <div>
          <h2 id={`${id}-title`} className="text-2xl">
            {title}
          </h2>
          {lead ? <p className="mt-2 max-w-text text-muted">{lead}</p> : null}
        </div>
        <div className="min-w-0">{children}</div>
      </div>
    </section>
  );
}
