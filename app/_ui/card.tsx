import type { ReactNode } from "react";

type CardProps = { title?: string; action?: ReactNode; children: ReactNode; className?: string; id?: string };

/** A bordered surface. With a title it is a labelled section; `action` sits at the title's right. */
export function Card({ title, action, children, className = "", id }: CardProps) {
  return (
    <section id={id} aria-label={title} className={`panel min-w-0 p-5 sm:p-6 ${className}`}>
      {title ? (
        <div className="mb-4 flex items-baseline justify-between gap-4">
          <h2 className="min-w-0 break-words text-base">{title}</h2>
          {action}
        </div>
      ) : null}
      {children}
    </section>
  );
}
