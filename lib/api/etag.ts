/** What an ETag is made of. */
export type Versions = { version: number; subscriptionVersion: number };

/**
 * The strong ETag of a state: the wallet's version, which grows with every change of its credits; after the first
 * change of a subscription also the count of those, which move no credits. One tag for all reads of a wallet, so
 * that comparing costs one row whatever is asked for.
 */
export function etagOf({ version, subscriptionVersion }: Versions): string {
  return subscriptionVersion === 0 ? `"${version}"` : `"${version}-${subscriptionVersion}"`;
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
