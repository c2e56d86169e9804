"use client";

import { useActionState, useEffect, useRef } from "react";
import { Field } from "@/app/_ui/field";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { ApiKeyScope } from "@/lib/api-keys/scopes";
import { createKeyAction } from "./actions";
import type { KeyFormState } from "./key-form-state";
import { NewKey, type NewKeyWords } from "./new-key";
import { ScopeBoxes } from "./scope-boxes";

export type KeyFormWords = {
  name: string;
  nameHint: string;
  scopes: string;
  expiry: string;
  submit: string;
  pending: string;
  made: NewKeyWords;
};

type Props = {
  /** Names the key this form makes, so that a form sent twice makes one. */
  id: string;
  scopes: { value: ApiKeyScope; name: string; text: string }[];
  expiries: { value: string; label: string }[];
  words: KeyFormWords;
};

/** The form of a new key; above it, what came of the last one. Works without script. */
export function CreateKeyForm({ id, scopes, expiries, words }: Props) {
  const [state, send] = useActionState(createKeyAction, { answers: 0 });
  const { refusal, typed } = state;
  const isNameWrong = refusal === "name_required" || refusal === "name_too_long";
  const isScopeWrong = refusal === "scope_required";
  return (
    <form action={send} noValidate className="flex flex-col gap-5">
      <Outcome state={state} words={words.made} isBeside={isNameWrong || isScopeWrong} />
      <input type="hidden" name="id" value={id} />
      <Field
        key={`name-${state.answers}`}
        name="name"
        type="text"
        label={words.name}
        hint={words.nameHint}
        required
        autoComplete="off"
        defaultValue={typed?.name}
        error={isNameWrong ? state.problem : undefined}
      />
      <ScopeBoxes
        key={`scopes-${state.answers}`}
        legend={words.scopes}
        scopes={scopes}
        chosen={typed?.scopes}
        error={isScopeWrong ? state.problem : undefined}
      />
      <Expiry
        key={`expiry-${state.answers}`}
        label={words.expiry}
        options={expiries}
        chosen={typed?.expiry}
      />
      <div>
        <SubmitButton pending={words.pending}>{words.submit}</SubmitButton>
      </div>
    </form>
  );
}

type OutcomeProps = { state: KeyFormState; words: NewKeyWords; isBeside: boolean };

/** What came of the form; takes the focus with each answer, so that nobody has to look for it. */
function Outcome({ state, words, isBeside }: OutcomeProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.answers === 0) return;
    const wrong = box.current?.closest("form")?.querySelector<HTMLElement>("[aria-invalid=true]");
    (wrong ?? box.current)?.focus();
  }, [state]);
  return (
    <div ref={box} tabIndex={-1} className="rounded-topup empty:hidden">
      {state.made ? <NewKey made={state.made} words={words} /> : null}
      {state.problem && !isBeside ? <Notice tone="danger">{state.problem}</Notice> : null}
    </div>
  );
}

type ExpiryProps = {
  label: string;
  options: { value: string; label: string }[];
  chosen: string | undefined;
};

function Expiry({ label, options, chosen }: ExpiryProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor="field-expiry" className="font-medium text-sm">
        {label}
      </label>
      <select
        id="field-expiry"
        name="expiry"
        defaultValue={chosen}
        className="select h-11 text-base sm:max-w-60"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
