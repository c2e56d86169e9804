import { handlersOf } from "@/app/api/v1/_serve";
import { getWallet } from "@/lib/api/operations/get-wallet";

export const dynamic = "force-dynamic";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlersOf({ GET: getWallet });
