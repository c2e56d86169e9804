import type { ReactNode } from "react";
import { Icon } from "./icon";

export type Step = {
  key: string;
  title: string;
  detail?: ReactNode;
  state: "done" | "current" | "waiting" | "failed";
};

const MARKS = {
  done: "bg-primary text-primary-content border-primary",
  current: "bg-surface text-primary border-primary",
  waiting: "bg-surface text-muted border-line",
  failed: "bg-error text-error-content border-error",
} as const;

/** What happened and what comes next, top to bottom. */
export function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={step.state === "current" ? "step" : undefined}
          className="relative flex gap-4 pb-6 last:pb-0"
        >
          {index < steps.length - 1 ? (
            <span
              aria-hidden="true"
              className={`absolute top-6 bottom-0 left-[11px] w-0.5 ${step.state === "done" ? "bg-primary" : "bg-line"}`}
            />
          ) : null}
          <StepMark state={step.state} />
          <div className="min-w-0 flex-1">
            <p className={step.state === "waiting" ? "text-muted" : "font-medium"}>{step.title}</p>
            {step.detail ? <div className="text-sm text-muted">{step.detail}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state }: { state: Step["state"] }) {
  return (
    <span
      aria-hidden="true"
      className={`z-10 flex size-6 shrink-0 items-center justify-center rounded-full border-2 ${MARKS[state]}`}
    >
      {state === "done" ? <Icon name="check" className="size-3.5" /> : null}
      {state === "current" ? <span className="size-2 rounded-full bg-primary" /> : null}
      {state === "failed" ? <span className="h-0.5 w-2.5 bg-current" /> : null}
    </span>
  );
}
