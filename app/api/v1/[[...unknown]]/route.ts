import { servePathNotFound } from "@/lib/api/serve";

export const dynamic = "force-dynamic";

/** Whatever no other route of the API takes. */
const handle = (request: Request) => servePathNotFound(request);

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
