const PATH_LENGTH_MAX = 512;
/** Any base will do: what is asked is whether the path leaves it. */
const BASE = "https://same.site";

/**
 * A path of this site to go back to, or `fallback` for anything else: other sites, `//host`, backslashes and
 * control characters (browsers drop some and read others as slashes), overlong texts.
 */
export function toReturnPath(said: unknown, fallback = "/dashboard"): string {
  if (typeof said !== "string" || said.length > PATH_LENGTH_MAX) return fallback;
  if (!/^\/(?!\/)[^\\\p{Cc}\p{Z}]*$/u.test(said)) return fallback;
  const url = new URL(said, BASE);
  if (url.origin !== BASE) return fallback;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith("//") ? fallback : path;
}
