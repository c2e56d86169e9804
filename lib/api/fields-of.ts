import type { z } from "zod";
import { type JsonSchema, namedSchemas, schemaOf } from "./openapi-schemas";

/** A field as people read it: `type` is a short text such as `integer`, `Grant[]` or `string or null`. */
export type Field = { name: string; type: string; isRequired: boolean };
export type Shape = { name: string; fields: Field[] };

/** The fields of a schema, then those of each shape within it, in the order in which they are met. */
export function shapesOf(schema: z.ZodType): Shape[] {
  const all = namedSchemas();
  const names = [nameOf(schemaOf(schema))];
  for (const name of names) {
    const within = JSON.stringify(all[name ?? ""] ?? {}).matchAll(/#\/components\/schemas\/(\w+)/g);
    for (const [, other] of within) if (other && !names.includes(other)) names.push(other);
  }
  return names.flatMap((name) => (name ? [{ name, fields: fieldsOf(all[name] ?? {}) }] : []));
}

/** The fields of an object, such as those of a query. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: typeOf(schema),
    isRequired: required.includes(name),
  }));
}

function typeOf(schema: JsonSchema): string {
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as JsonSchema[]).map(typeOf).join(" or ");
  if (Array.isArray(schema.enum)) return schema.enum.join(" | ");
  if ("const" in schema) return String(schema.const);
  if (schema.type === "array") return `${typeOf(schema.items as JsonSchema)}[]`;
  if (schema.format === "uuid" || schema.format === "date-time") return FORMATS[schema.format] ?? "string";
  return nameOf(schema) ?? String(schema.type);
}

const FORMATS: Record<string, string> = { uuid: "id", "date-time": "time" };

function nameOf({ $ref }: JsonSchema): string | undefined {
  return typeof $ref === "string" ? $ref.split("/").at(-1) : undefined;
}
