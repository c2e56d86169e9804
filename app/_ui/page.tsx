import type { ReactNode } from "react";

const WIDTHS = { narrow: "max-w-md", text: "max-w-2xl", wide: "max-w-6xl" } as const;

type PageProps = {
  title?: string;
  lead?: ReactNode;
  action?: ReactNode;
  width?: keyof typeof WIDTHS;
  children: ReactNode;
};

/** The column a page's content stands in, under the bar. The root layout already brings bar and footer. */
export function Page({ title, lead, action, width = "wide", children }: PageProps) {
  return (
    <div className={`mx-auto w-full ${WIDTHS[width]} px-4 py-8 sm:px-6 sm:py-10`}>
      {title ? (
        <header className="mb-8 flex flex-wrap items-center justify-between gap-4">
          <div className="max-w-text">
            <h1 className="text-2xl">{title}</h1>
            {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
          </div>
          {action}
        </header>
      ) : null}
      {children}
    </div>
  );
}
