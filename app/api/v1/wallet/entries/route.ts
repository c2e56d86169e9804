import { handlersOf } from "@/app/api/v1/_serve";
import { listEntries } from "@/lib/api/operations/list-entries";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ GET: listEntries });
