import { handlersOf } from "@/app/api/v1/_serve";
import { getSubscription } from "@/lib/api/operations/get-subscription";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ GET: getSubscription });
