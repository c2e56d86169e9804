import { z } from "zod";

/** The named shapes of the API. The OpenAPI document lists exactly these, so a shape cannot be described twice. */
export const SCHEMAS = z.registry<{ id: string }>();

/** Gives a shape its name in the document; it refuses fields that it does not name. */
export function shape<Fields extends z.core.$ZodLooseShape>(id: string, fields: Fields) {
  const schema = z.strictObject(fields);
  SCHEMAS.add(schema, { id });
  return schema;
}
