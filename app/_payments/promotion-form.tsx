"use client";

import { useActionState, useEffect, useRef } from "react";
import { type FormAction, type FormState, FRESH_FORM } from "@/app/_accounts/form-state";
import { Field } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";

export type PromotionWords = {
  title: string;
  label: string;
  apply: string;
  applying: string;
  remove: string;
  removing: string;
};

type PromotionFormProps = {
  action: FormAction;
  orderId: string;
  /** What the code that counts now does, in words; null while there is none. */
  applied: string | null;
  words: PromotionWords;
};

/**
 * Adds a promotion code to an order, or takes it away. Without script the page comes back with the answer; with it
 * the price changes in place, and a card that is typed already stays in Stripe's form.
 */
export function PromotionForm({ action, orderId, applied, words }: PromotionFormProps) {
  const [state, send] = useActionState(action, FRESH_FORM);
  const isOpen = applied !== null || state.answers > 0;
  return (
    <details open={isOpen || undefined} className="group panel px-4">
      <summary className="tap flex list-none items-center justify-between gap-4 py-2 font-medium text-sm">
        {words.title}
        <span aria-hidden="true" className="text-muted text-xl group-open:hidden">
          +
        </span>
      </summary>
      <form action={send} noValidate className="grid gap-3 pb-4">
        <Answer state={state} applied={applied} />
        <input type="hidden" name="orderId" value={orderId} />
        {applied === null ? (
          <CodeField state={state} words={words} />
        ) : (
          <SubmitButton className="btn-quiet justify-self-start" pending={words.removing}>
            {words.remove}
          </SubmitButton>
        )}
      </form>
    </details>
  );
}

function CodeField({ state, words }: { state: FormState; words: PromotionWords }) {
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-40 flex-1">
        <Field
          key={state.answers}
          name="code"
          label={words.label}
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={100}
          required
          defaultValue={state.values?.code}
        />
      </div>
      <SubmitButton className="btn-quiet h-11" pending={words.applying}>
        {words.apply}
      </SubmitButton>
    </div>
  );
}

/** What came of the code; takes the focus with each answer, so that it is read out. */
function Answer({ state, applied }: { state: FormState; applied: string | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.answers > 0) box.current?.focus();
  }, [state]);
  const told = state.problem ?? applied ?? state.done;
  return (
    <div ref={box} tabIndex={-1} className="rounded-topup empty:hidden">
      {told === undefined ? null : (
        <p
          role={state.problem ? "alert" : "status"}
          className={`text-sm ${state.problem ? "text-error" : ""}`}
        >
          {told}
        </p>
      )}
    </div>
  );
}
