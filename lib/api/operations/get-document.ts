import { z } from "zod";
import { env } from "@/lib/platform/env";
import { buildDocument } from "../openapi";
import type { FixedOperation } from "../operation";
import { OPERATIONS } from "./registry";

/** The document itself, which it does not describe. */
export const getDocument: FixedOperation = {
  id: "getDocument",
  method: "GET",
  path: "/openapi.json",
  scope: null,
  needsKey: false,
  answer: z.looseObject({ openapi: z.string() }),
  problems: [],
  content: () => buildDocument(OPERATIONS, env().appUrl),
};
