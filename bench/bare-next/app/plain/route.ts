export const dynamic = "force-dynamic";

/** The least a route of state can do: say that what the client knows is what there is. */
export function GET(request: Request): Response {
  const etag = '"1"';
  if (request.headers.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers: { etag } });
  return Response.json({ version: 1 }, { headers: { etag } });
}
