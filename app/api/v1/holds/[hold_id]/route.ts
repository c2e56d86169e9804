import { handlersOf } from "@/app/api/v1/_serve";
import { getHold } from "@/lib/api/operations/get-hold";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ GET: getHold });
