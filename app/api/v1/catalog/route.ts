import { handlersOf } from "@/app/api/v1/_serve";
import { getCatalog } from "@/lib/api/operations/get-catalog";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ GET: getCatalog });
