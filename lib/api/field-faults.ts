import type { z } from "zod";
import type { FieldFault, FieldFaultCode } from "./problems";

type Issue = z.core.$ZodIssue;

/** What a schema has against fields from outside, one fault for each field, in names of ours and not of a library. */
export function toFieldFaults(issues: Issue[], content: unknown): FieldFault[] {
  const faults = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => toFault(issue, [...issue.path, key], content))
      : [toFault(issue, issue.path, content)],
  );
  const first = new Map<string, FieldFault>();
  for (const fault of faults) if (!first.has(fault.pointer)) first.set(fault.pointer, fault);
  return [...first.values()].slice(0, FAULTS_TOLD_MAX);
}

/** Names come from outside and may be many and long; an answer is neither. */
const FAULTS_TOLD_MAX = 20;
const NAME_LENGTH_MAX = 60;

function toFault(issue: Issue, path: PropertyKey[], content: unknown): FieldFault {
  const code = codeOf(issue, valueAt(content, issue.path));
  const names = path.map((part) =>
    String(part)
      .replace(/\p{Surrogate}/gu, "\ufffd")
      .slice(0, NAME_LENGTH_MAX),
  );
  const name = names.length > 0 ? names.join(".") : "The body";
  return { pointer: toPointer(names), code, detail: `${name} ${sentenceOf(code, issue)}` };
}

function codeOf(issue: Issue, value: unknown): FieldFaultCode {
  if (issue.code === "unrecognized_keys") return "field_unknown";
  if (issue.code === "invalid_type") {
    if (value === undefined) return "field_missing";
    return issue.expected === "int" && typeof value === "number" ? "amount_not_whole" : "field_type_wrong";
  }
  if (issue.code === "too_small" && issue.origin === "number") return "amount_not_positive";
  if (issue.code === "too_big" && issue.origin !== "string") return "amount_too_large";
  return "field_value_wrong";
}

function sentenceOf(code: FieldFaultCode, issue: Issue): string {
  switch (code) {
    case "field_missing":
      return "is missing.";
    case "field_unknown":
      return "is not a field of this request.";
    case "field_type_wrong":
      return `must be of type ${typeName(issue)}.`;
    case "amount_not_positive":
      return `must be at least ${"minimum" in issue ? issue.minimum : 1}.`;
    case "amount_too_large":
      return `must be at most ${"maximum" in issue ? Math.min(Number(issue.maximum), LARGEST) : LARGEST}.`;
    case "amount_not_whole":
      return "must be a whole number.";
    case "field_value_wrong":
      return wrongValueSentence(issue);
  }
}

/** A number beyond 2^53 breaks two rules; the one to tell is ours. */
const LARGEST = 1_000_000_000_000;

function typeName(issue: Issue): string {
  const expected = issue.code === "invalid_type" ? issue.expected : "object";
  return expected === "int" || expected === "number" ? "integer" : expected;
}

function wrongValueSentence(issue: Issue): string {
  if (issue.code === "too_big") return `must have at most ${issue.maximum} characters.`;
  if (issue.code === "too_small") return `must have at least ${issue.minimum} characters.`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}.`;
  return "is not of the form that is described for it.";
}

function valueAt(content: unknown, path: PropertyKey[]): unknown {
  let value = content;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** RFC 6901, as a URI fragment: `#/credits`. */
function toPointer(names: string[]): string {
  const parts = names.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1"));
  return ["#", ...parts.map(encodeURIComponent)].join("/");
}
