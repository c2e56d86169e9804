import { handlersOf } from "@/app/api/v1/_serve";
import { getSpend } from "@/lib/api/operations/get-spend";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ GET: getSpend });
