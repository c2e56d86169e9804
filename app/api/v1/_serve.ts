import { after } from "next/server";
import { type Operations, type Surroundings, serve } from "@/lib/api/serve";
import { env } from "@/lib/platform/env";

type Context = { params: Surroundings["params"] };

/** The handlers of one path, for every method: those it does not have are refused in the API's own words. */
export function handlersOf(operations: Operations) {
  const handle = (request: Request, { params }: Context) =>
    serve(operations, request, { params, later: laterOnThisHost() });
  return { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, OPTIONS: handle };
}

/** Where a process sleeps once it has answered, the host must be told of work that is left. */
function laterOnThisHost(): Surroundings["later"] {
  return env().hosted ? (work) => after(work) : undefined;
}
