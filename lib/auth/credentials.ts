import { z } from "zod";
import { type Faults, type FieldFault, type Refused, refuseWith } from "./refusals";

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 128;
export const NAME_LENGTH_MAX = 80;
/** The longest address SMTP can carry (RFC 5321). */
export const EMAIL_LENGTH_MAX = 254;

const fault = (name: FieldFault) => ({ error: name });

/** An address as it is stored and compared: without spaces around it, in lower case. */
export const emailField = z
  .string(fault("email_invalid"))
  .trim()
  .toLowerCase()
  .max(EMAIL_LENGTH_MAX, fault("email_invalid"))
  .pipe(z.email(fault("email_invalid")));

export const newPasswordField = z
  .string(fault("password_required"))
  .min(PASSWORD_LENGTH_MIN, fault("password_too_short"))
  .max(PASSWORD_LENGTH_MAX, fault("password_too_long"));

/** A password somebody already has: any rule but the upper limit would only tell a guesser what to skip. */
export const currentPasswordField = z
  .string(fault("password_required"))
  .min(1, fault("password_required"))
  .max(PASSWORD_LENGTH_MAX, fault("password_too_long"));

export const nameField = z
  .string(fault("name_required"))
  .trim()
  .min(1, fault("name_required"))
  .max(NAME_LENGTH_MAX, fault("name_too_long"))
  // Control characters have no place in a name and would travel into mails and logs.
  .regex(/^\P{Cc}*$/u, fault("name_required"));

type Parsed<Value> = { ok: true; input: Value } | Refused;

/** Reads untrusted input by a schema; answers the first fault of each field, never the input itself. */
export function readInput<Value>(schema: z.ZodType<Value>, input: unknown): Parsed<Value> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, input: parsed.data };
  const faults: Faults = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? "form");
    faults[field] ??= issue.message as FieldFault;
  }
  return refuseWith("input_invalid", { faults });
}
