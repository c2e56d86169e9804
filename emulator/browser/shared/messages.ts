/**
 * What the page (Stripe.js stand-in) and its frames say to each other. Every message carries the frame's nonce;
 * both sides also check where it came from. Card data has no message: it never leaves the frame but to the emulator.
 */

/** The page asks a frame to do something; the frame answers with `result` of the same id. */
export type CallMessage = { endive: string; kind: "call"; id: number; method: string; args: unknown };
export type FrameMessage =
  | { endive: string; kind: "hello" }
  | { endive: string; kind: "result"; id: number; value: unknown }
  | { endive: string; kind: "event"; name: string; payload: unknown };

/** An error as Stripe.js hands it to the integrator. */
export type StripeError = {
  type: string;
  code?: string;
  message: string;
  [more: string]: unknown;
};

/** The part of `elements()` options a frame needs to know. */
export type GroupContext = {
  clientSecret?: string;
  mode?: "payment" | "subscription" | "setup";
  amount?: number;
  currency?: string;
  setupFutureUsage?: string | null;
  captureMethod?: string;
  onBehalfOf?: string;
  paymentMethodOptions?: unknown;
  paymentMethodConfiguration?: string;
  allowedPaymentMethodTypes?: string[];
  excludedPaymentMethodTypes?: string[];
  customerSessionClientSecret?: string;
};

export type Appearance = {
  theme?: "stripe" | "night" | "flat" | "none";
  variables?: Record<string, string>;
  rules?: Record<string, Record<string, string>>;
  labels?: "auto" | "above" | "floating";
  inputs?: "spaced" | "condensed";
  disableAnimations?: boolean;
};

export type FontSource = { cssSrc: string } | { family: string; src: string; [descriptor: string]: unknown };

/** Everything a frame is given when it starts, and again when something changes. */
export type FrameSetup = {
  key: string;
  stripeAccount?: string;
  locale: string;
  group: GroupContext;
  appearance: Appearance;
  fonts: FontSource[];
  options: Record<string, unknown>;
  /** True when an Address Element in billing mode already asks for the billing address. */
  addressElsewhere: boolean;
};
