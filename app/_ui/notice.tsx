import type { ReactNode } from "react";
import { Icon } from "./icon";

const TONES = {
  info: "border-info/30 bg-info/7 [&>svg]:text-info",
  warn: "border-warning/35 bg-warning/8 [&>svg]:text-warning",
  danger: "border-error/35 bg-error/7 [&>svg]:text-error",
  success: "border-success/30 bg-success/8 [&>svg]:text-success",
} as const;

type NoticeProps = {
  tone?: keyof typeof TONES;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** Something a person must read. A problem is announced at once, the rest when the screen reader is free. */
export function Notice({ tone = "info", title, children, action, className = "" }: NoticeProps) {
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={`flex gap-3 rounded-topup border p-4 text-sm ${TONES[tone]} ${className}`}
    >
      <Icon name={tone} />
      <div className="min-w-0 flex-1">
        {title ? <p className="break-words font-semibold">{title}</p> : null}
        {children ? <div className={title ? "mt-0.5" : ""}>{children}</div> : null}
        {action ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
