import { handlersOf } from "@/app/api/v1/_serve";
import { getDocument } from "@/lib/api/operations/get-document";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ GET: getDocument });
