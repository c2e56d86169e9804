import { BlockList, isIP } from "node:net";
import { isLoopback, publicAddress } from "@/lib/platform/public-address";
import { looksLikeOneDeployment } from "@/lib/setup/find-address-fault";
import { type Finding, found } from "./finding";

type Source = Record<string, string | undefined>;

const TUNNEL =
  /\.(ngrok(-free)?\.(app|io|dev)|trycloudflare\.com|loca\.lt|lhr\.life|serveo\.net|devtunnels\.ms)$/;

/**
 * What nobody routes over the internet (RFC 6890). An address of version 4 inside one of 6 is judged as what it holds.
 */
const NOT_PUBLIC = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  NOT_PUBLIC.addSubnet(net, prefix, "ipv4");
NOT_PUBLIC.addSubnet("::", 127, "ipv6");
NOT_PUBLIC.addSubnet("fc00::", 7, "ipv6");
NOT_PUBLIC.addSubnet("fe80::", 10, "ipv6");

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
    isOfProduction(url.hostname, source) && found("address_of_production", { address }),
    nameOfDeployment(url.hostname, source) && found("address_of_one_deployment", { address }),
    !source.VERCEL_URL &&
      looksLikeOneDeployment(url.hostname) &&
      found("address_looks_like_one_deployment", { address }),
    TUNNEL.test(url.hostname) && found("address_is_a_tunnel", { address }),
  ].filter((one) => one !== false);
}

/** Vercel says the name of the running deployment; a domain or a branch that has the same name stays. */
function nameOfDeployment(host: string, source: Source): boolean {
  const lasting = [source.VERCEL_BRANCH_URL, source.VERCEL_PROJECT_PRODUCTION_URL];
  return host === source.VERCEL_URL?.trim() && !lasting.some((name) => name?.trim() === host);
}

/** Settings that are given to all environments at once bring `APP_URL` of production to previews. */
function isOfProduction(host: string, source: Source): boolean {
  return source.VERCEL_ENV?.trim() === "preview" && host === source.VERCEL_PROJECT_PRODUCTION_URL?.trim();
}

function isPrivate(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, "");
  const version = isIP(address);
  if (version) return NOT_PUBLIC.check(address, version === 4 ? "ipv4" : "ipv6");
  return !host.includes(".") || /\.(local|internal|lan|home|test)$/.test(host);
}
