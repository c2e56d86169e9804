/** Next calls this once when a server process starts, and not when it builds. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkBeforeServing, startBackgroundWork } = await import("@/lib/admin/prepare-server");
  await checkBeforeServing();
  startBackgroundWork();
  // Limits per client and the local mailbox rely on the socket's address.
  const { markClientAddresses } = await import("@/lib/auth/client-address");
  markClientAddresses();
}
