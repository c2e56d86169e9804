import { checkHealth } from "@/lib/admin/check-health";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

/** For load balancers and uptime checks: 200 while we can serve, 503 when the database is away or not ours. */
export async function GET(): Promise<Response> {
  const health = await checkHealth(version);
  const status = health.status === "unavailable" ? 503 : 200;
  return Response.json(health, { status, headers: { "cache-control": "no-store" } });
}
