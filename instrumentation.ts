/** Next calls this once when a server process starts, and not when it builds. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkBeforeServing } = await import("./instrumentation-node");
  checkBeforeServing();
}
