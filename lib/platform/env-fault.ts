import { z } from "zod";

/** One thing wrong with the environment: which setting, what about it, and what to do. Never its value. */
export type Fault = { name: string; problem: string; cure: string };

/** The environment without white space around values and without empty values. */
export type Settings = Record<string, string | undefined>;

/** Answers the faults it finds, and false where all is well. */
export type Rule = (settings: Settings) => (Fault | false)[];

/** The end of a cure for what a local start would bring by itself. */
export const STAND_INS = "or start with `npm run dev` or `npm start`, which bring a local stand-in";

export const webUrl = z.url({ protocol: /^https?$/ });

export function fault(name: string, problem: string, cure: string): Fault {
  return { name, problem, cure };
}

export function valid(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).success;
}

export function isProduction(settings: Settings): boolean {
  return settings.NODE_ENV === "production";
}
