/** Next calls this once when a server process starts, and not when it builds. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { requireEnv } = await import("@/lib/platform/require-env");
  requireEnv();
  const { markClientAddresses } = await import("@/lib/auth/client-address");
  markClientAddresses();
}
