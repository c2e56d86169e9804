import { inspectEnv } from "@/lib/platform/env";
import type { Fault } from "@/lib/platform/env-fault";
import { type Facts, type Finding, found } from "./finding";

type Source = Record<string, string | undefined>;

/** Another check says more of these. */
const TOLD_ELSEWHERE = ["STRIPE_WEBHOOK_SECRET"];

/** Every setting as the start of a server judges it, and what a server can do without and its owner cannot. Pure. */
export function checkEnvironment(source: Source): Finding[] {
  const { env, faults, warnings } = inspectEnv(source);
  const told = ({ name }: { name: string }) => !TOLD_ELSEWHERE.includes(name);
  const wrong = [
    ...faults.filter(told).map((fault) => found("setting_wrong", toFacts(fault))),
    ...warnings.filter(told).map((warning) => found("setting_odd", toFacts(warning))),
    ...(env.adminEmails.length === 0 && isForOthers(env) ? [found("operators_missing")] : []),
    ...(env.smtpUrl === null && isForOthers(env) ? [found("mail_server_missing")] : []),
  ];
  return wrong.length > 0 ? wrong : [found("environment_in_order")];
}

function toFacts({ name, problem, cure }: Fault): Facts {
  return { name, problem, cure: `${cure.slice(0, 1).toUpperCase()}${cure.slice(1)}` };
}

/** On a developer's machine nobody waits for mail, and nobody looks after trouble. */
function isForOthers({
  production,
  stripe,
}: {
  production: boolean;
  stripe: { emulated: boolean };
}): boolean {
  return production && !stripe.emulated;
}
