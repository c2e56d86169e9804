/** Names whose values are never logged, whatever they hold. Compared without case, dashes and underscores. */
const SECRET_NAME =
  /^(authorization|proxyauthorization|cookie|setcookie|stripesignature|.*(secret|password|token|apikey|secretkey|privatekey)|databaseurl|smtpurl|clientsecret|cvc|cvv|cardnumber|email|mail|phone)$/;
const DEPTH_MAX = 8;
const HIDDEN = "[hidden]";

const CARD_NUMBER = /(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g;
const PATTERNS: [RegExp, string][] = [
  [/\b(sk|rk)_(test|live)_\w+/g, `$1_$2_${HIDDEN}`],
  [/\bwhsec_[\w+/=-]+/g, `whsec_${HIDDEN}`],
  [/\b((?:pi|seti|cs|pm|src)_\w+?_secret)_\w+/g, `$1_${HIDDEN}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi, `$1${HIDDEN}@`],
  [/[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi, "[mail address]"],
];

/** A text without secrets, mail addresses and card numbers; of a card number the last four digits stay. */
export function redactText(text: string): string {
  const cleaned = PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
  return cleaned.replace(CARD_NUMBER, (match) => {
    const digits = match.replace(/\D/g, "");
    return passesLuhn(digits) ? `[card ${digits.slice(-4)}]` : match;
  });
}

/** A copy of a value for the log: secrets by name and by shape are hidden, however deep they lie. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "number" || typeof value === "bigint") return redactNumber(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth === DEPTH_MAX) return "[deeper]";
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return redactFields(Object.entries(value), depth);
}

function redactFields(fields: [string, unknown][], depth: number): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(([name, value]) => [name, isSecretName(name) ? hidden(value) : redact(value, depth + 1)]),
  );
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replace(/[-_]/g, "").toLowerCase());
}

function hidden(value: unknown): unknown {
  return value === null || value === undefined || typeof value === "boolean" ? value : HIDDEN;
}

/** Fields that libraries hang on errors (headers, request bodies) are not taken over, only what names the fault. */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const { code, statusCode, requestId } = error as Error & Record<string, unknown>;
  const fields = {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code,
    statusCode,
    requestId,
  };
  const cause = error.cause === undefined ? {} : { cause: error.cause };
  return redactFields(
    Object.entries({ ...fields, ...cause }).filter(([, value]) => value !== undefined),
    depth,
  );
}

function redactNumber(value: number | bigint): unknown {
  const text = redactText(String(value));
  return text === String(value) || isEpochMilliseconds(value) ? Number(value) : text;
}

function isEpochMilliseconds(value: number | bigint): boolean {
  return String(value).length === 13;
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
