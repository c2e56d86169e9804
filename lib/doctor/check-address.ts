import { isLoopback, publicAddress } from "@/lib/platform/public-address";
import { type Finding, found } from "./finding";

type Source = Record<string, string | undefined>;

/** `project-abc123def-team.vercel.app`: nine characters that are drawn anew for each deployment. */
const ONE_DEPLOYMENT = /^[a-z0-9-]+-(?=[a-z]*\d)[a-z0-9]{9}-[a-z0-9-]+\.vercel\.app$/;
const TUNNEL =
  /\.(ngrok(-free)?\.(app|io|dev)|trycloudflare\.com|loca\.lt|lhr\.life|serveo\.net|devtunnels\.ms)$/;
const PRIVATE_ADDRESS = /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[f[cde])/;

/**
 * The public address: whether payers and Stripe can come back to it tomorrow. Callbacks built on an address that
 * names one deployment end at an app that nobody serves any more. Pure.
 */
export function checkAddress(source: Source, { livemode }: { livemode: boolean }): Finding[] {
  const address = publicAddress(source);
  if (!address) return [found("address_missing")];
  if (!URL.canParse(address) || new URL(address).origin !== address)
    return [found("address_malformed", { address })];
  const url = new URL(address);
  if (isLoopback(url)) {
    const isOnlyHere = livemode || Boolean(source.VERCEL);
    return [found(isOnlyHere ? "address_only_of_this_machine" : "address_of_this_machine", { address })];
  }
  const wrong = faultsOf(url, source);
  return wrong.length > 0 ? wrong : [found("address_in_order", { address })];
}

function faultsOf(url: URL, source: Source): Finding[] {
  const address = url.origin;
  return [
    isPrivate(url.hostname) && found("address_is_private", { address }),
    url.protocol === "http:" && found("address_not_https", { address, https: `https://${url.host}` }),
    nameOfDeployment(url.hostname, source) && found("address_of_one_deployment", { address }),
    !source.VERCEL_URL &&
      ONE_DEPLOYMENT.test(url.hostname) &&
      found("address_looks_like_one_deployment", { address }),
    TUNNEL.test(url.hostname) && found("address_is_a_tunnel", { address }),
  ].filter((one) => one !== false);
}

/** Vercel says the name of the running deployment; a domain or a branch that has the same name stays. */
function nameOfDeployment(host: string, source: Source): boolean {
  const lasting = [source.VERCEL_BRANCH_URL, source.VERCEL_PROJECT_PRODUCTION_URL];
  return host === source.VERCEL_URL?.trim() && !lasting.some((name) => name?.trim() === host);
}

function isPrivate(host: string): boolean {
  return PRIVATE_ADDRESS.test(host) || !/[.:]/.test(host) || /\.(local|internal|lan|home|test)$/.test(host);
}
