import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { OPERATIONS } from "./operations/registry";
import { call } from "./testing/client";
import { theDocument } from "./testing/document";

useTestDatabase();

type Node = { [key: string]: unknown };

/** Every object within a value, the value too. */
function nodesOf(value: unknown): Node[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesOf)];
}

describe("the OpenAPI document", () => {
  const operations = () =>
    Object.entries(theDocument().document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation: operation as Node })),
    );

  it("is served without a key, says 3.1, and is not sent again to who has it", async () => {
    const answer = await call("/openapi.json");
    expect([answer.status, answer.body.openapi]).toEqual([200, "3.1.0"]);
    const etag = answer.headers.get("etag") ?? "";
    const again = await call("/openapi.json", { headers: { "If-None-Match": etag } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("tells of every operation once", () => {
    expect(operations().map(({ operation }) => operation.operationId)).toEqual(
      OPERATIONS.map(({ id }) => id),
    );
  });

  it("points nowhere that is not there, and names nothing that is not used", () => {
    const { document } = theDocument();
    const refs = new Set(nodesOf(document).flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : [])));
    const named = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...refs].sort()).toEqual(named.sort());
  });

  it("describes every parameter of a path, and every answer", () => {
    for (const { path, operation } of operations()) {
      const parameters = operation.parameters as { name: string; in: string; required: boolean }[];
      const inPath = parameters.filter((one) => one.in === "path" && one.required).map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      for (const response of Object.values(operation.responses as Node)) {
        expect((response as Node).description).toMatch(/\w/);
      }
    }
  });

  it("tells of a number in an address as a number", () => {
    const entries = operations().find(({ path }) => path === "/wallet/entries");
    const limit = nodesOf(entries?.operation).find(({ name }) => name === "limit");
    expect(limit?.schema).toEqual({ type: "integer", minimum: 1, maximum: 100 });
  });

  it("holds only schemas that a checker of JSON Schema 2020-12 takes", () => {
    const { document, ajv } = theDocument();
    for (const schema of Object.values(document.components.schemas))
      expect(ajv.validateSchema(schema)).toBe(true);
  });
});
