import { getTranslations } from "next-intl/server";
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "@/lib/auth/credentials";
import type { Refused } from "@/lib/auth/refusals";
import type { FormState } from "./form-state";

/** A refusal in the person's words: what happened, which fields, what to do next. */
export async function describeRefusal(
  before: FormState,
  { refusal, faults = {}, waitSeconds = 0 }: Refused,
  values: FormState["values"] = {},
): Promise<FormState> {
  const t = await getTranslations("auth");
  const limits = { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX };
  const errors = Object.entries(faults).map(([field, fault]) => [field, t(`faults.${fault}`, limits)]);
  return {
    answers: before.answers + 1,
    problem: t(`refusals.${refusal}`, { minutes: Math.max(1, Math.ceil(waitSeconds / 60)) }),
    errors: Object.fromEntries(errors),
    values,
  };
}

/** A field of a form as text; files and missing fields are undefined, for the schema to refuse. */
export function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" ? value : undefined;
}
