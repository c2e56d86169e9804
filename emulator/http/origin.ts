/** Is this `Host` one of this machine's own names? Anything else is a page that rebinds its name to 127.0.0.1. */
export function isLoopback(host: string | undefined): boolean {
  const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
  return name === "127.0.0.1" || name === "localhost" || name === "[::1]";
}

/** Was this sent by a page of another site? Programs send no `Origin`. */
export function isForeignPage(origin: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || !isLoopback(new URL(origin).host);
}
