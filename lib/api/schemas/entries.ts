import { z } from "zod";
import { fromCursor } from "../cursor";
import { creditsToUse, id, reference, time } from "./parts";
import { answerShape } from "./schema";

const BUCKETS = ["issued", "available", "held", "spent", "expired", "reversed", "owed"] as const;

export const ENTRY_KINDS = [
  "grant",
  "spend",
  "hold",
  "capture",
  "release",
  "expire",
  "reverse",
  "adjust",
] as const;

const ENTRIES_PER_PAGE_MAX = 100;
export const ENTRIES_PER_PAGE = 20;

export const Entry = answerShape("Entry", {
  seq: z.int().min(1),
  kind: z.enum(ENTRY_KINDS),
  from: z.enum(BUCKETS),
  to: z.enum(BUCKETS),
  credits: creditsToUse,
  reference: z.string().nullable(),
  grant_id: id,
  created_at: time,
});

export const EntryList = answerShape("EntryList", {
  data: z.array(Entry),
  next_cursor: z.string().nullable(),
});

/** A time that a database can look for; nothing was ever granted before 1970. */
const moment = z.iso.datetime({ offset: true }).refine((text) => Date.parse(text) >= 0);

/** Texts of the address line; a number is written in digits, a time as in the answers. */
export const EntryQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(ENTRIES_PER_PAGE_MAX))
    .optional(),
  cursor: z
    .string()
    .max(100)
    .refine((text) => fromCursor(text) !== null)
    .optional(),
  kind: z.enum(ENTRY_KINDS).optional(),
  from: moment.optional(),
  to: moment.optional(),
  reference: reference.optional(),
});
