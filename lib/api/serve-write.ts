import type { ApiKey } from "@/lib/api-keys/views";
import type { Answer } from "./answer";
import { readIdempotencyKey } from "./idempotency-key";
import type { PathParams, WriteOperation } from "./operation";
import { readJson } from "./read-json";
import { runOnce } from "./run-once";

/**
 * Answers a POST. Refusals, in this order: those of the `Idempotency-Key`, of the body (`readJson`), of the
 * repetition (`runOnce`), and of the operation.
 */
export async function serveWrite(
  operation: WriteOperation,
  request: Request,
  apiKey: ApiKey,
  params: PathParams,
): Promise<Answer> {
  const idempotency = readIdempotencyKey(request);
  if (!idempotency.ok) return idempotency.answer;
  const body = await readJson(request, operation.body);
  if (!body.ok) return body.answer;
  const answer = await runOnce(operation, apiKey, {
    walletId: apiKey.walletId,
    key: idempotency.key,
    params,
    body: body.value,
  });
  answer.headers["Cache-Control"] = "no-store";
  return answer;
}
