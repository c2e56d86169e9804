import { badParam, unknownParam } from "./errors";
import { emptyTree, type FormTree, type FormValue } from "./form";

/** Reads one kind of parameter from its form value, or refuses it in Stripe's words. */
export interface Kind<T> {
  read(value: FormValue, at: string): T;
}
export type Shape = Record<string, Kind<unknown>>;
export type Read<S extends Shape> = { [K in keyof S]?: S[K] extends Kind<infer T> ? T : never };

function scalar(value: FormValue, at: string, wanted: string): string {
  if (typeof value === "string") return value;
  throw badParam(undefined, at, `Invalid ${wanted}: ${JSON.stringify(value)}`);
}

function notEmpty(value: string, at: string): string {
  if (value !== "") return value;
  throw badParam(
    "parameter_invalid_empty",
    at,
    `You passed an empty string for '${at}'. We assume empty values are an attempt to unset a parameter; however '${at}' cannot be unset. You should remove '${at}' from your request or supply a non-empty value.`,
  );
}

export const text: Kind<string> = { read: (value, at) => notEmpty(scalar(value, at, "string"), at) };

/** An empty value unsets the field. */
export const clearable: Kind<string | null> = {
  read: (value, at) => scalar(value, at, "string").slice(0, 5000) || null,
};

export const integer: Kind<number> = {
  read(value, at) {
    const given = notEmpty(scalar(value, at, "integer"), at);
    if (/^-?\d{1,15}$/.test(given)) return Number(given);
    throw badParam("parameter_invalid_integer", at, `Invalid integer: ${given}`);
  },
};

/** A number with or without a fraction, such as a percentage. */
export const decimal: Kind<number> = {
  read(value, at) {
    const given = notEmpty(scalar(value, at, "decimal"), at);
    if (/^-?\d{1,15}(\.\d{1,12})?$/.test(given)) return Number(given);
    throw badParam(undefined, at, `Invalid decimal: ${given}`);
  },
};

export const bool: Kind<boolean> = {
  read(value, at) {
    const given = scalar(value, at, "boolean");
    if (given === "true" || given === "false") return given === "true";
    throw badParam(undefined, at, `Invalid boolean: ${given}`);
  },
};

export function oneOf<const T extends string>(...allowed: T[]): Kind<T> {
  return {
    read(value, at) {
      const given = notEmpty(scalar(value, at, "string"), at);
      const found = allowed.find((one) => one === given);
      if (found !== undefined) return found;
      throw badParam(undefined, at, `Invalid ${at}: must be one of ${allowed.join(", ")}`);
    },
  };
}

export function list<T>(kind: Kind<T>): Kind<T[]> {
  return {
    read(value, at) {
      if (value === "") return [];
      if (typeof value === "string") throw badParam(undefined, at, "Invalid array");
      return Object.entries(value).map(([key, item]) => kind.read(item, `${at}[${key}]`));
    },
  };
}

/** A value whose inner form is not examined; `null` when it was emptied. */
export const anything: Kind<FormTree | null> = {
  read: (value) => (typeof value === "string" ? null : value),
};

/** `off_session` and the like: a boolean or a word. */
export const boolOrText: Kind<boolean | string> = {
  read(value, at) {
    const given = scalar(value, at, "string");
    return given === "true" ? true : given === "false" ? false : notEmpty(given, at);
  },
};

export function either<T>(kind: Kind<T>): Kind<T | null> {
  return { read: (value, at) => (value === "" ? null : kind.read(value, at)) };
}

/** A hash with known fields; every other field is refused by name. */
export function hash<S extends Shape>(shape: S): Kind<Read<S>> {
  return {
    read(value, at) {
      if (value === "") return {};
      if (typeof value === "string") throw badParam(undefined, at, "Invalid object");
      return readShape(shape, value, (key) => `${at}[${key}]`);
    },
  };
}

/** A hash with free keys, such as currencies, and values of one kind. */
export function mapOf<T>(kind: Kind<T>): Kind<Record<string, T>> {
  return {
    read(value, at) {
      if (value === "") return {};
      if (typeof value === "string") throw badParam(undefined, at, "Invalid object");
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, kind.read(item, `${at}[${key}]`)]),
      );
    },
  };
}

/** Reads all parameters of a call. */
export function readParams<S extends Shape>(shape: S, tree: FormTree): Read<S> {
  return readShape(shape, tree, (key) => key);
}

function readShape<S extends Shape>(shape: S, tree: FormTree, name: (key: string) => string): Read<S> {
  const result = emptyTree() as Record<string, unknown>;
  for (const [key, value] of Object.entries(tree)) {
    const kind = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const at = name(key);
    if (kind === undefined) throw unknownParam(at);
    result[key] = kind.read(value, at);
  }
  return result as Read<S>;
}
