import { isLoopback } from "@/lib/platform/public-address";

/** Why Stripe cannot, or should not, be told to deliver to an address. */
export type AddressFault =
  | "address_unknown"
  | "address_not_an_origin"
  | "address_is_local"
  | "address_not_https"
  | "address_of_one_deployment";

/**
 * Whether Stripe can deliver to the app at this public address for as long as the app lives; null when it can.
 * `deploymentHost` is `VERCEL_URL`, the host of one deployment: after the next one it leads to the code of before.
 */
export function findAddressFault(address: string, deploymentHost: string | null): AddressFault | null {
  if (!address) return "address_unknown";
  if (!URL.canParse(address)) return "address_not_an_origin";
  const url = new URL(address);
  if (isLoopback(url)) return "address_is_local";
  if (url.protocol !== "https:") return "address_not_https";
  if (url.origin !== address) return "address_not_an_origin";
  return url.host === deploymentHost?.trim() ? "address_of_one_deployment" : null;
}

/** `project-abc123def-team.vercel.app`: nine characters that are drawn anew for each deployment, and no branch's name. */
const ONE_DEPLOYMENT = /^(?!.*-git-)[a-z0-9-]+-(?=[a-z]*\d)[a-z0-9]{9}-[a-z0-9-]+\.vercel\.app$/;

/** Whether a host has the form of one deployment's. No proof: somebody may have chosen such a name. */
export function looksLikeOneDeployment(host: string): boolean {
  return ONE_DEPLOYMENT.test(host);
}

/** What to do about each. */
export const ADDRESS_CURES: Record<AddressFault, string> = {
  address_unknown: "Say it with --address https://shop.example, or set APP_URL.",
  address_not_an_origin: "Write the scheme and the host only: https://shop.example",
  address_is_local:
    "Stripe cannot reach this machine: `npm run stripe:listen` brings its events here. For a deployment say --address https://shop.example, or set APP_URL.",
  address_not_https: "Stripe delivers to https only.",
  address_of_one_deployment:
    "This is VERCEL_URL, which the next deployment no longer has: use the domain of the project, or VERCEL_BRANCH_URL for a preview.",
};
