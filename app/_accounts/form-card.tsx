import type { ReactNode } from "react";

type FormCardProps = { title: string; lead?: ReactNode; children: ReactNode; footer?: ReactNode };

/** The one card of a sign-in page: what it is for, the form, and where else to go. */
export function FormCard({ title, lead, children, footer }: FormCardProps) {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-10 sm:py-16">
      <div className="panel p-6 sm:p-8">
        <h1 className="text-xl">{title}</h1>
        {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
        <div className="mt-6">{children}</div>
      </div>
      {footer ? <div className="mt-6 text-center text-muted text-sm">{footer}</div> : null}
    </div>
  );
}
