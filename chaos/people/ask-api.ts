import type { World } from "../world";
import { type Heard, insist } from "./ask";

type Request = { path: string; key: string; body: object };

/** Asks our API for something that is done once for its key, until there is an answer that is about the thing itself. */
export async function askApi(
  world: World,
  apiKey: string,
  { path, key, body }: Request,
): Promise<Heard & { problem: string | null }> {
  for (;;) {
    const heard = await insist(world, `/api/v1/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: {
        Authorization: `Bearer ${apiKey}`,
        "Content-Type": "application/json",
        "Idempotency-Key": key,
      },
    });
    const { code } = heard.body;
    if (code !== "request_in_progress") return { ...heard, problem: typeof code === "string" ? code : null };
  }
}

/** What nobody may be answered is kept as a fault. */
export function expectProblem(
  { witness, counts }: World,
  what: string,
  { status, body, problem }: Heard & { problem: string | null },
  expected: readonly string[],
): void {
  if (problem !== null && expected.includes(problem)) counts.add(`${what} refused: ${problem}`);
  else witness.faults.push(`${what} was answered ${status} ${JSON.stringify(body)}`);
}
