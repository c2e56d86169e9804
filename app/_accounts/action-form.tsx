"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Field } from "@/app/_ui/field";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { type FormAction, type FormState, FRESH_FORM } from "./form-state";

export type FieldSpec = {
  name: string;
  label: string;
  type: "email" | "password" | "text";
  autoComplete: string;
  hint?: string;
  defaultValue?: string;
};

type ActionFormProps = {
  action: FormAction;
  fields: FieldSpec[];
  submit: string;
  pending: string;
  hidden?: { [name: string]: string };
  /** Whose password is asked for, so that password managers know which one to fill in or replace. */
  username?: string;
  buttonClass?: string;
  children?: ReactNode;
};

/** A form that works without script; with it, answers arrive in place and the focus goes to what went wrong. */
export function ActionForm({
  action,
  fields,
  submit,
  pending,
  hidden = {},
  username,
  buttonClass = "btn-primary w-full",
  children,
}: ActionFormProps) {
  const [state, send] = useActionState(action, FRESH_FORM);
  return (
    <form action={send} noValidate className="flex flex-col gap-5">
      <Summary state={state} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {username ? <input type="text" autoComplete="username" value={username} readOnly hidden /> : null}
      {fields.map(({ defaultValue, ...field }) => (
        <Field
          key={`${field.name}-${state.answers}`}
          {...field}
          required
          defaultValue={state.values?.[field.name] ?? defaultValue}
          error={state.errors?.[field.name]}
        />
      ))}
      {children}
      <div>
        <SubmitButton pending={pending} className={buttonClass}>
          {submit}
        </SubmitButton>
      </div>
    </form>
  );
}

/** What came of the form; takes the focus with each answer, so that nobody has to look for it. */
function Summary({ state }: { state: FormState }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.answers > 0) box.current?.focus();
  }, [state]);
  return (
    <div ref={box} tabIndex={-1} className="rounded-topup empty:hidden">
      {state.problem ? <Notice tone="danger">{state.problem}</Notice> : null}
      {state.done ? <Notice tone="success">{state.done}</Notice> : null}
    </div>
  );
}
