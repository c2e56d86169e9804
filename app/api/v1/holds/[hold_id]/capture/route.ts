import { handlersOf } from "@/app/api/v1/_serve";
import { captureHold } from "@/lib/api/operations/capture-hold";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ POST: captureHold });
