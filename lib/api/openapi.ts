import words from "@/messages/en/api.json";
import { namedSchemas, schemaOf } from "./openapi-schemas";
import type { Operation } from "./operation";
import { cureOf, PROBLEM_STATUS, type ProblemCode, titleOf } from "./problems";
import { problemsOf } from "./problems-of";
import { Problem } from "./schemas/others";

type Json = Record<string, unknown>;

const PARAMETER_WORDS: Record<string, string> = words.parameters;
const OPERATION_WORDS: Record<string, { title: string; text: string }> = words.operations;

/** The OpenAPI 3.1 document of the API at an address, made from the very schemas that check requests. */
export function buildDocument(operations: readonly Operation[], appUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = { ...path, [operation.method.toLowerCase()]: toOperationObject(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Topup",
      version: "1",
      description: words.lead,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `${appUrl}/api/v1` }],
    externalDocs: { url: `${appUrl}/docs/api` },
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", bearerFormat: "topup_…" } },
    },
  };
}

function toOperationObject(operation: Operation): Json {
  const { title, text } = wordsOf(operation.id);
  return {
    operationId: operation.id,
    summary: title,
    description: text,
    security: [{ apiKey: operation.scope ? [operation.scope] : [] }],
    parameters: [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)],
    ...requestBody(operation),
    responses: { ...successes(operation), ...refusals(operation) },
  };
}

export function wordsOf(operationId: string): { title: string; text: string } {
  const found = OPERATION_WORDS[operationId];
  if (!found) throw new Error(`words_missing: operations.${operationId} in messages/en/api.json`);
  return found;
}

/** The names of the ids in a path. */
export function idsIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
}

function pathParameters({ path }: Operation): Json[] {
  return idsIn(path).map((name) => parameter("path", name, true, { type: "string", format: "uuid" }));
}

function queryParameters(operation: Operation): Json[] {
  if (!("query" in operation) || !operation.query) return [];
  const { properties = {}, required = [] } = schemaOf(operation.query);
  return Object.entries(properties).map(([name, schema]) =>
    parameter("query", name, required.includes(name), schema),
  );
}

function headerParameters({ method }: Operation): Json[] {
  if (method === "GET") return [parameter("header", "If-None-Match", false, { type: "string" })];
  const key = { type: "string", pattern: "^[\\x21-\\x7e]+$", minLength: 1, maxLength: 255 };
  return [parameter("header", "Idempotency-Key", true, key)];
}

function parameter(place: string, name: string, required: boolean, schema: Json): Json {
  const description = PARAMETER_WORDS[name.toLowerCase().replaceAll("-", "_")];
  if (!description) throw new Error(`words_missing: parameters.${name} in messages/en/api.json`);
  return { name, in: place, required, description, schema };
}

function requestBody(operation: Operation): Json {
  if (operation.method !== "POST") return {};
  const content = { "application/json": { schema: schemaOf(operation.body) } };
  return { requestBody: { required: !operation.body.safeParse({}).success, content } };
}

const STATE_HEADERS = ["ETag", "Last-Modified", "Cache-Control"];

function successes(operation: Operation): Json {
  const content = { "application/json": { schema: schemaOf(operation.answer) } };
  if (operation.method === "POST") {
    const done = { description: "Done.", headers: headers(["Idempotent-Replayed"]), content };
    return { [operation.status]: done };
  }
  return {
    200: { description: "Found.", headers: headers(STATE_HEADERS), content },
    304: { description: "Nothing changed since.", headers: headers(["ETag", "Cache-Control"]) },
  };
}

function headers(names: string[]): Json {
  const all = ["X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", ...names];
  return Object.fromEntries(all.map((name) => [name, { schema: { type: "string" } }]));
}

/** One answer for each status, which says which codes it can have. */
function refusals(operation: Operation): Json {
  const codes = problemsOf(operation);
  const statuses = [...new Set(codes.map((code) => PROBLEM_STATUS[code]))];
  return Object.fromEntries(
    statuses.map((status) => [status, refusal(codes.filter((code) => PROBLEM_STATUS[code] === status))]),
  );
}

function refusal(codes: ProblemCode[]): Json {
  const description = codes.map((code) => `\`${code}\`: ${titleOf(code)} ${cureOf(code)}`).join("\n\n");
  const schema = { allOf: [schemaOf(Problem), { properties: { code: { enum: codes } } }] };
  return { description, content: { "application/problem+json": { schema } } };
}
