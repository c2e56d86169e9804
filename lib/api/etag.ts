/** The strong ETag of a state: the wallet's version, which grows with every change of anything in it. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Whether `If-None-Match` names the state there is (RFC 9110, 13.1.2): `*`, or a list with this tag in it, by weak
 * comparison, because proxies that compress make strong tags weak.
 */
export function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch === etag) return true;
  return ifNoneMatch.split(",").some((part) => {
    const tag = part.trim();
    return tag === "*" || tag === etag || tag === `W/${etag}`;
  });
}
