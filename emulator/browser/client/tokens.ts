import { collectFromElements, mergeBilling, type Params, requireHiddenFields } from "./collect";
import type { Context } from "./context";
import { ElementsGroup } from "./elements-group";
import { IntegrationError, notEmulated, refuseUnknown } from "./errors";

/** Refuses anything that is not the elements object of this very script. */
export function requireElements(value: unknown, method: string): ElementsGroup {
  if (value instanceof ElementsGroup) return value;
  throw new IntegrationError(
    `Invalid value for stripe.${method}(): elements should be an Elements object. You specified: ${typeof value}.`,
  );
}

/** `stripe.createConfirmationToken`: the payer's choice as a single-use token; its card never passes this page. */
export async function createConfirmationToken(args: unknown): Promise<Params> {
  const { elements, element, params = {} } = (args ?? {}) as Record<string, Params | undefined>;
  if (element) throw notEmulated("createConfirmationToken({element})");
  const group = requireElements(elements, "createConfirmationToken");
  refuseUnknown("createConfirmationToken() params", params, [
    "payment_method_data",
    "shipping",
    "return_url",
    "metadata",
    "setup_future_usage",
  ]);
  group.requireSubmitted("createConfirmationToken");
  const payer = group.payer("createConfirmationToken");
  const sent = await tokenParams(group, params);
  requireHiddenFields(payer, sent.payment_method_data.billing_details, "params.payment_method_data");
  const answer = (await payer.ask("createConfirmationToken", sent)) as Params;
  group.payWithWallet(null);
  return answer;
}

async function tokenParams(group: ElementsGroup, params: Params) {
  const collected = await collectFromElements(group);
  const given = (params.payment_method_data ?? {}) as Params;
  const billing_details = mergeBilling(
    collected.billing_details,
    given.billing_details as Params | undefined,
  );
  return {
    ...params,
    shipping: params.shipping ?? collected.shipping,
    payment_method_data: { ...given, billing_details },
  };
}

/** `stripe.createPaymentMethod` with elements, or for a type that needs no form. */
export async function createPaymentMethod(context: Context, args: unknown): Promise<Params> {
  const { elements, element, params = {}, ...data } = (args ?? {}) as Record<string, Params | undefined>;
  if (element) throw notEmulated("createPaymentMethod({element})");
  if (!elements) return createWithoutForm(context, data);
  const group = requireElements(elements, "createPaymentMethod");
  group.requireSubmitted("createPaymentMethod");
  const collected = await collectFromElements(group);
  const billing_details = mergeBilling(
    collected.billing_details,
    params.billing_details as Params | undefined,
  );
  const payer = group.payer("createPaymentMethod");
  requireHiddenFields(payer, billing_details, "params");
  return (await payer.ask("createPaymentMethod", { ...params, billing_details })) as Params;
}

async function createWithoutForm(context: Context, data: Params): Promise<Params> {
  if (typeof data.type !== "string") {
    throw new IntegrationError("stripe.createPaymentMethod(): pass elements, or a type with its data.");
  }
  refuseRawCard(data);
  const answer = await context.controller.post("/v1/payment_methods", data);
  return answer.ok ? { paymentMethod: answer.body } : { error: answer.error };
}

/** A page that holds card numbers is what frames are for; Stripe.js takes none from it either. */
export function refuseRawCard(data: Params): void {
  const card = data.card as Params | undefined;
  if (card && "number" in card) {
    throw new IntegrationError(
      "Card data cannot be passed from the page. Use the Payment Element to collect it.",
    );
  }
}
