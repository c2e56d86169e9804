import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type EmptyStateProps = {
  title: string;
  /** `h1` where this is the page's only heading. */
  heading?: "h1" | "h2";
  children?: ReactNode;
  action?: ReactNode;
  icon?: IconName;
};

/** Nothing is here yet: says so, says why, and offers the one thing to do. */
export function EmptyState({
  title,
  heading: Heading = "h2",
  children,
  action,
  icon = "empty",
}: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-4 py-12 text-center">
      <Icon name={icon} className="size-8 text-muted" />
      <Heading className="mt-4 text-xl">{title}</Heading>
      {children ? <div className="mt-2 max-w-md text-muted">{children}</div> : null}
      {action ? <div className="mt-6">{action}</div> : null}
    </div>
  );
}
