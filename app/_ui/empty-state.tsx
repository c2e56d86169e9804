import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode; icon?: IconName };

/** Nothing is here yet: says so, says why, and offers the one thing to do. */
export function EmptyState({ title, children, action, icon = "empty" }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-4 py-12 text-center">
      <Icon name={icon} className="size-8 text-muted" />
      <h2 className="mt-4 text-xl">{title}</h2>
      {children ? <div className="mt-2 max-w-md text-muted">{children}</div> : null}
      {action ? <div className="mt-6">{action}</div> : null}
    </div>
  );
}
