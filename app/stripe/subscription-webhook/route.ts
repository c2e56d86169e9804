import { handleWebhook } from "@/lib/inbox/handle-webhook";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export {
  handleWebhook as DELETE,
  handleWebhook as GET,
  handleWebhook as PATCH,
  handleWebhook as POST,
  handleWebhook as PUT,
};
