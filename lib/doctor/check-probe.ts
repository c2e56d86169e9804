import type { Env } from "@/lib/platform/env";
import { explainAnswer, placeOf } from "./explain-answer";
import { explainNoAnswer } from "./explain-no-answer";
import { type Finding, found, isWrong } from "./finding";
import { sendProbe } from "./send-probe";

/**
 * Sends a signed delivery to where Stripe sends them, over the same public network, and says whether it arrived at
 * our route or who stood in its way. One for each signing secret: a secret that was rotated here may not be known
 * there yet. `webhookUrl` as Stripe has it, with the secret of a protected deployment in its query.
 */
export async function checkProbe(
  env: Env,
  webhookUrl: string | null,
  timeoutMs?: number,
): Promise<Finding[]> {
  const { webhookSecrets, livemode } = env.stripe;
  if (!webhookUrl || webhookSecrets.length === 0) return [found("probe_not_sent")];
  const url = new URL(webhookUrl);
  const findings: Finding[] = [];
  for (const secret of webhookSecrets) {
    const sent = await sendProbe(webhookUrl, secret, { ...(timeoutMs ? { timeoutMs } : {}) });
    const meant = { url, event: sent.event, address: env.appUrl, livemode };
    findings.push(
      "code" in sent
        ? explainNoAnswer(sent.code, { url: placeOf(url) })
        : explainAnswer(sent.answered, meant),
    );
  }
  return worstOf(findings);
}

/** What is wrong is told once, however many secrets it is wrong for. */
function worstOf(findings: Finding[]): Finding[] {
  const wrong = findings.filter(isWrong);
  const each = new Map((wrong.length > 0 ? wrong : findings).map((one) => [one.name, one]));
  return [...each.values()];
}
