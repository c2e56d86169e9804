/** What a form shows after it was sent; in words, so that the browser needs no dictionary. */
export type FormState = {
  /** Counts answers, so that the same problem twice is announced twice. */
  answers: number;
  problem?: string;
  done?: string;
  errors?: { [field: string]: string };
  /** What was typed and may be shown again; never a password. */
  values?: { [field: string]: string };
};

export const FRESH_FORM: FormState = { answers: 0 };

export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;
