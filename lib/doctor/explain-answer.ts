import type { ProbeAnswer } from "@/lib/inbox/probe";
import type { DeliveryFault } from "@/lib/inbox/refuse-delivery";
import { type Facts, type Finding, type FindingName, found } from "./finding";
import type { Answered } from "./send-probe";

/** Whom the probe was meant for. */
export type Meant = { url: URL; event: string; address: string; livemode: boolean };

/** What our own route says when it refuses, in the words of the doctor. */
const OUR_REFUSALS: Partial<Record<DeliveryFault, FindingName>> = {
  webhook_secret_missing: "probe_door_closed",
  signature_mismatch: "probe_secret_differs",
  signature_missing: "probe_header_removed",
  signature_malformed: "probe_header_removed",
  signature_too_old: "probe_clock_there_ahead",
  signature_from_the_future: "probe_clock_there_behind",
  wrong_mode: "probe_mode_differs",
  foreign_database: "probe_database_foreign",
};

/** Whoever answers chose these words, and a terminal would obey some of them. */
const FAULT_NAME = /^[a-z_]{1,40}$/;

const BY_STATUS: [(status: number) => boolean, FindingName][] = [
  [(status) => status === 401 || status === 403 || status === 407, "probe_stopped_by_a_guard"],
  [(status) => status === 404 || status === 410, "probe_found_no_route"],
  [(status) => status === 405, "probe_method_refused"],
  [(status) => status === 429, "probe_throttled"],
  [(status) => status === 502 || status === 504 || status >= 520, "probe_gateway_failed"],
  [(status) => status >= 500, "probe_server_failed"],
  [(status) => status >= 400, "probe_refused"],
];

/**
 * What an answer to a probe means: that it arrived, or who stood in its way. Only our own route, saying our own words
 * about this very probe, counts as arrived; a friendly 200 of anybody else would be where events get lost. Pure.
 */
export function explainAnswer(answered: Answered, meant: Meant): Finding {
  const facts = { url: placeOf(meant.url), status: answered.status, error: "none" };
  if (answered.status >= 300 && answered.status < 400) return explainRedirect(answered, meant, facts);
  const json = toRecord(answered.body);
  if (json && "received" in json) return explainOurs(json, meant, facts);
  const stopped = explainHost(answered, facts);
  if (stopped) return stopped;
  const [, name] = BY_STATUS.find(([matches]) => matches(answered.status)) ?? [];
  if (name) return found(name, facts);
  return found(isPage(answered) ? "probe_answered_by_a_page" : "probe_answered_by_a_stranger", facts);
}

/** An address as it may be told: its query may hold the secret that lets Stripe past a deployment's protection. */
export function placeOf(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function explainOurs(json: Record<string, unknown>, meant: Meant, facts: Facts): Finding {
  if (json.received !== true) {
    const error = typeof json.error === "string" && FAULT_NAME.test(json.error) ? json.error : "none";
    const name = Object.hasOwn(OUR_REFUSALS, error) ? OUR_REFUSALS[error as DeliveryFault] : undefined;
    return found(name ?? "probe_refused", { ...facts, error });
  }
  if (json.event !== meant.event) return found("probe_answered_by_a_stranger", facts);
  const probe = json.probe as Partial<ProbeAnswer> | undefined;
  if (!probe) return found("probe_not_known_there", facts);
  const there = URL.canParse(`${probe.address}`) ? new URL(`${probe.address}`).origin : "none";
  if (there !== meant.address)
    return found("probe_taken_by_another_environment", { ...facts, there, here: meant.address });
  return found("probe_arrived", facts);
}

function explainRedirect({ headers }: Answered, { url }: Meant, facts: Facts): Finding {
  const location = headers.get("location") ?? "";
  const target = URL.canParse(location, url) ? new URL(location, url) : url;
  const to = { ...facts, to: placeOf(target), origin: target.origin };
  if (isSignIn(target)) return found(byVercel(headers, target) ? PROTECTED : "probe_sent_to_sign_in", to);
  return found(
    target.origin === url.origin ? "probe_sent_to_another_path" : "probe_sent_to_another_host",
    to,
  );
}

const PROTECTED = "probe_stopped_by_deployment_protection";

function isSignIn(target: URL): boolean {
  return /(sign-?in|log-?in|auth|sso)/i.test(target.pathname) || target.hostname.startsWith("login.");
}

function byVercel(headers: Headers, target: URL): boolean {
  return target.hostname === "vercel.com" || (headers.get("set-cookie") ?? "").includes("_vercel_sso");
}

/** Hosts that stand before the app and say who they are. */
function explainHost({ status, headers, body }: Answered, facts: Facts): Finding | null {
  if (headers.get("cf-mitigated") === "challenge" || headers.get("x-vercel-mitigated") === "challenge")
    return found("probe_challenged", facts);
  const fault = headers.get("x-vercel-error") ?? "";
  if (/^(DEPLOYMENT_(NOT_FOUND|DISABLED|DELETED|PAUSED)|NOT_FOUND)$/.test(fault))
    return found("probe_found_no_deployment", { ...facts, fault });
  const isVercel = /vercel/i.test(headers.get("server") ?? "") || headers.has("x-vercel-id");
  const says = /_vercel_sso|vercel\.com\/sso|Authentication Required|Deployment Protection/i;
  if (status === 401 && (says.test(body) || says.test(headers.get("set-cookie") ?? "") || isVercel))
    return found(PROTECTED, facts);
  return null;
}

function isPage({ headers, body }: Answered): boolean {
  return /html/i.test(headers.get("content-type") ?? "") || /^\s*<(!doctype|html)/i.test(body);
}

function toRecord(body: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
