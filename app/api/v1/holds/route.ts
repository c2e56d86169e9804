import { handlersOf } from "@/app/api/v1/_serve";
import { createHold } from "@/lib/api/operations/create-hold";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ POST: createHold });
