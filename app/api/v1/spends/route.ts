import { handlersOf } from "@/app/api/v1/_serve";
import { createSpend } from "@/lib/api/operations/create-spend";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ POST: createSpend });
