import type { Operation } from "../operation";
import { type Example, exampleOf } from "./examples";

export const CODE_LANGUAGES = ["curl", "typescript", "python"] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

type Call = Pick<Example, "body" | "idempotencyKey"> & { method: string; url: string };

/** An operation's example in every language, ready to be copied. The key comes from `TOPUP_API_KEY`. */
export function writeCode(operation: Operation, appUrl: string): Record<CodeLanguage, string> {
  const { body, idempotencyKey, params = {}, query } = exampleOf(operation.id);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? name);
  const search = query ? `?${new URLSearchParams(query)}` : "";
  const call: Call = {
    method: operation.method,
    url: `${appUrl}/api/v1${path}${search}`,
    ...(body ? { body } : {}),
    ...(idempotencyKey ? { idempotencyKey } : {}),
  };
  return { curl: toCurl(call), typescript: toTypeScript(call), python: toPython(call) };
}

/** Where a header's value is the same text in every language. */
function plainHeaders({ body, idempotencyKey }: Call): [string, string][] {
  return [
    ...(body ? [["Content-Type", "application/json"] as [string, string]] : []),
    ...(idempotencyKey ? [["Idempotency-Key", idempotencyKey] as [string, string]] : []),
  ];
}

function toCurl(call: Call): string {
  const lines = [
    `curl ${call.method === "POST" ? "-X POST " : ""}"${call.url}"`,
    `-H "Authorization: Bearer $TOPUP_API_KEY"`,
    ...plainHeaders(call).map(([name, value]) => `-H "${name}: ${value}"`),
    ...(call.body ? [`-d '${toDict(call.body)}'`] : []),
  ];
  return lines.join(" \\\n  ");
}

function toTypeScript(call: Call): string {
  const headers = plainHeaders(call).map(([name, value]) => `    "${name}": "${value}",`);
  return [
    `const response = await fetch("${call.url}", {`,
    ...(call.method === "POST" ? [`  method: "POST",`] : []),
    "  headers: {",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code for somebody else's program
    "    Authorization: `Bearer ${process.env.TOPUP_API_KEY}`,",
    ...headers,
    "  },",
    ...(call.body ? [`  body: JSON.stringify(${toLiteral(call.body)}),`] : []),
    "});",
    "const answer = await response.json();",
    "if (!response.ok) throw new Error(answer.code);",
    "console.log(answer);",
  ].join("\n");
}

/** An object as people write it in TypeScript: names without quotes. */
function toLiteral(body: Record<string, string | number>): string {
  const fields = Object.entries(body).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `{ ${fields.join(", ")} }`;
}

function toPython(call: Call): string {
  const headers = plainHeaders(call).map(([name, value]) => `        "${name}": "${value}",`);
  const { body } = call;
  return [
    "import json",
    "import os",
    "import urllib.request",
    "",
    "request = urllib.request.Request(",
    `    "${call.url}",`,
    ...(call.method === "POST" ? [`    method="POST",`] : []),
    ...(body ? [`    data=json.dumps(${toDict(body)}).encode(),`] : []),
    "    headers={",
    `        "Authorization": "Bearer " + os.environ["TOPUP_API_KEY"],`,
    ...headers,
    "    },",
    ")",
    "with urllib.request.urlopen(request) as response:",
    "    print(json.load(response))",
  ].join("\n");
}

function toDict(body: Record<string, string | number>): string {
  const items = Object.entries(body).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return `{${items.join(", ")}}`;
}
