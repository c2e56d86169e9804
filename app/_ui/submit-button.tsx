"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

type SubmitButtonProps = {
  children: ReactNode;
  /** What the button says while its form is on the way; without it the words stay and a spinner joins them. */
  pending?: string;
  /** Names the button for screen readers where its words alone are not enough. */
  label?: string;
  className?: string;
  name?: string;
  value?: string;
};

/** The button of a form action; it cannot be pressed twice while the form is on the way. */
export function SubmitButton({
  children,
  pending,
  label,
  className = "btn-primary",
  name,
  value,
}: SubmitButtonProps) {
  const status = useFormStatus();
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-label={label}
      aria-busy={status.pending}
      aria-disabled={status.pending}
      onClick={(event) => {
        if (status.pending) event.preventDefault();
      }}
      className={`btn tap ${className}`}
    >
      {status.pending ? <span aria-hidden="true" className="loading loading-spinner loading-xs" /> : null}
      {status.pending && pending ? pending : children}
    </button>
  );
}
