/** How a program repeats a request safely, in TypeScript; shown to developers as it is, and run by a test. */
export function retryCode(appUrl: string): string {
  return `async function spend(credits: number, idempotencyKey: string) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch("${appUrl}/api/v1/spends", {
      method: "POST",
      headers: {
        Authorization: \`Bearer \${process.env.TOPUP_API_KEY}\`,
        "Content-Type": "application/json",
        "Idempotency-Key": idempotencyKey,
      },
      body: JSON.stringify({ credits }),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok && answer) return answer;

    // No answer, one cut short, or one that asks to come back: the same key makes it one spend.
    const isFinal = response && response.status < 500 && ![409, 429].includes(response.status);
    if (isFinal || answer?.code === "idempotency_key_reused" || attempt === 5)
      throw new Error(answer?.code ?? "no_answer");
    const seconds = Number(response?.headers.get("Retry-After") ?? attempt);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

console.log(await spend(5, "avatar-1043"));`;
}
