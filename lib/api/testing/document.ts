import { Ajv2020 } from "ajv/dist/2020.js";
import { default as addFormats } from "ajv-formats";
import { expect } from "vitest";
import { buildDocument } from "../openapi";
import { OPERATIONS } from "../operations/registry";
import type { Heard } from "./client";

type Described = { responses: Record<string, { content?: Record<string, unknown> }> };
export type ApiDocument = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
};

let made: { document: ApiDocument; ajv: Ajv2020 } | undefined;

/** The document and a checker of what it says, by a JSON Schema library that knows nothing of ours. */
export function theDocument() {
  if (made) return made;
  const document = buildDocument(OPERATIONS, "http://localhost:3000") as ApiDocument;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(closed(document), "api");
  made = { document, ajv };
  return made;
}

/** For clients an answer may have more fields one day; here one that is not described is a fault. */
function closed(document: ApiDocument): ApiDocument {
  const copy = structuredClone(document);
  for (const schema of Object.values(copy.components.schemas))
    Object.assign(schema, { additionalProperties: false });
  return copy;
}

/** Fails unless an answer is one that the document tells of: its status, its media type, and every field. */
export function expectDescribed(method: string, path: string, heard: Heard): void {
  if (["path_not_found", "method_not_allowed"].includes(String(heard.body.code)) || method === "OPTIONS")
    return;
  const { document, ajv } = theDocument();
  const template = Object.keys(document.paths).find((one) => patternOf(one).test(path));
  if (!template) return;
  const verb = method === "HEAD" ? "get" : method.toLowerCase();
  const described = document.paths[template]?.[verb]?.responses[heard.status];
  expect(described, `${method} ${template} answered ${heard.status} ${heard.text}`).toBeDefined();
  const [mediaType] = Object.keys(described?.content ?? {});
  if (mediaType === undefined) {
    expect(heard.text).toBe("");
    return;
  }
  expect(heard.headers.get("content-type")).toBe(mediaType);
  const steps = ["paths", template, verb, "responses", heard.status, "content", mediaType, "schema"];
  const pointer = `api#/${steps.map(toPointerStep).join("/")}`;
  const check = ajv.getSchema(pointer) ?? ajv.compile({ $ref: pointer });
  check(heard.body);
  expect(check.errors ?? [], `${method} ${template} answered ${heard.status} ${heard.text}`).toEqual([]);
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`);
}

function toPointerStep(step: string | number): string {
  return encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1"));
}
