import autocannon, { type CannonRequest } from "autocannon";

export type Round = { perSecond: number; msEach: number; p99Ms: number };

type Shots = {
  connections: number;
  amount: number;
  /** The nth request, from 0. A generator may ask for one more than it sends. */
  request: (index: number) => CannonRequest;
  /** What every answer must be. */
  status: "2xx" | "304";
};

/** Sends that many requests and answers how fast they were answered. Throws when one of them was not, as it must. */
export async function fire(url: string, { connections, amount, request, status }: Shots): Promise<Round> {
  let next = 0;
  const begun = performance.now();
  let answeredAt = begun;
  const firing = autocannon({
    ...{ url, connections, amount },
    requests: [{ setupRequest: () => request(next++) }],
  });
  // It looks once a second whether it is done, so its own end tells whole seconds; the last answer tells the time.
  firing.on("response", () => {
    answeredAt = performance.now();
  });
  const result = await firing;
  const ms = answeredAt - begun;
  const good = status === "2xx" ? result["2xx"] : (result.statusCodeStats["304"]?.count ?? 0);
  if (result.errors > 0 || good !== amount)
    throw new Error(
      `${url}: ${good} of ${amount} answers are ${status}: ${JSON.stringify(result.statusCodeStats)}`,
    );
  return { perSecond: amount / (ms / 1000), msEach: ms / amount, p99Ms: result.latency.p99 };
}
