import { z } from "zod";

/** The named shapes of the API. The OpenAPI document lists exactly these, so a shape cannot be described twice. */
export const SCHEMAS = z.registry<{ id: string }>();

/** Names the shape of an answer. It may get more fields in time, so the document leaves it open. */
export function answerShape<Fields extends z.core.$ZodLooseShape>(id: string, fields: Fields) {
  return named(id, z.object(fields));
}

/** Names the shape of a request, which refuses every field that it does not know. */
export function requestShape<Fields extends z.core.$ZodLooseShape>(id: string, fields: Fields) {
  return named(id, z.strictObject(fields));
}

function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  SCHEMAS.add(schema, { id });
  return schema;
}
