import { createHmac, randomBytes } from "node:crypto";

/** The `Stripe-Signature` header for one attempt: a `v1` for each active secret, and the meaningless `v0` of test mode. */
export function signatureHeader(payload: string, secrets: readonly string[], timestamp: number): string {
  const signed = secrets.map(
    (secret) => `v1=${createHmac("sha256", secret).update(`${timestamp}.${payload}`).digest("hex")}`,
  );
  return [`t=${timestamp}`, ...signed, `v0=${randomBytes(32).toString("hex")}`].join(",");
}
