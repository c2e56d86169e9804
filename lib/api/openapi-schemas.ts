import { z } from "zod";
import words from "@/messages/en/api.json";
import { SCHEMAS } from "./schemas/schema";

/** A piece of JSON Schema, as far as we look into it. */
export type JsonSchema = {
  [keyword: string]: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

const FIELD_WORDS: Record<string, Record<string, string>> = words.fields;

let named: Record<string, JsonSchema> | undefined;

/** Every named shape as JSON Schema, with what its fields mean; made once. */
export function namedSchemas(): Record<string, JsonSchema> {
  named ??= toNamedSchemas();
  return named;
}

function toNamedSchemas(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(SCHEMAS, { uri: refOf, io: "input" });
  const all = Object.entries(schemas as Record<string, JsonSchema>);
  return Object.fromEntries(all.map(([name, schema]) => [name, described(name, schema)]));
}

/** Where the document keeps a named shape. */
function refOf(name: string): string {
  return `#/components/schemas/${name}`;
}

/** A schema by its name where it has one, else written out, as what it reads from the texts of an address. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const name = SCHEMAS.get(schema)?.id;
  if (name) return { $ref: refOf(name) };
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output" }) as JsonSchema;
  return rest;
}

function described(name: string, { $schema: _, $id: __, ...schema }: JsonSchema): JsonSchema {
  const fields = Object.entries(schema.properties ?? {}).map(([field, type]) => {
    const description = FIELD_WORDS[name]?.[field];
    if (!description) throw new Error(`words_missing: fields.${name}.${field} in messages/en/api.json`);
    return [field, { description, ...type }];
  });
  return { ...schema, properties: Object.fromEntries(fields) };
}
