import { handlersOf } from "@/app/api/v1/_serve";
import { releaseHold } from "@/lib/api/operations/release-hold";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ POST: releaseHold });
