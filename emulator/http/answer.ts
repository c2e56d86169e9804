import type { CallFault } from "../faults/faults";
import { ApiError, errorBody } from "./errors";

export interface ApiAnswer {
  status: number;
  body: string;
  headers: Record<string, string>;
  /** The connection is cut instead of answering. */
  cut?: "hang" | "reset";
  /** While a call hangs its idempotency key is in use; called when the caller has gone. */
  release?: () => void;
}

/** The error a fault stands for. */
export function faultError(fault: CallFault, saved: boolean): ApiError {
  const status = fault.status ?? 500;
  const type = status >= 500 ? "api_error" : status === 402 ? "card_error" : "invalid_request_error";
  const code = fault.code ?? (status === 429 ? "rate_limit" : undefined);
  const fields = {
    type,
    message: "The emulator was asked to fail this call.",
    ...(code ? { code } : {}),
  } as const;
  const headers: Record<string, string> =
    status === 429 ? { "Stripe-Rate-Limited-Reason": "endpoint-rate" } : {};
  return new ApiError(status, fields, { headers, saved });
}

/** What the caller gets instead of the answer of its call. */
export function faultAnswer(fault: CallFault, headers: Record<string, string>, requestId: string): ApiAnswer {
  if (fault.action !== "fail") return { status: 0, body: "", headers, cut: fault.action };
  return toAnswer(faultError(fault, false), headers, requestId);
}

export function toAnswer(error: unknown, headers: Record<string, string>, requestId: string): ApiAnswer {
  const known = error instanceof ApiError ? error : unexpected(error);
  return {
    status: known.status,
    body: JSON.stringify(errorBody(known, requestId), null, 2),
    headers: { ...headers, ...known.options.headers },
  };
}

function unexpected(error: unknown): ApiError {
  console.error("emulator: a call failed unexpectedly", error);
  return new ApiError(500, { type: "api_error", message: "An unknown error occurred" });
}
