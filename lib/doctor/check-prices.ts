import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { type Finding, found } from "./finding";

/**
 * The plans of the code against the prices at Stripe: a plan whose price is missing or another cannot be bought, and
 * neither can one whose product is archived, whatever its prices (stripe/stripe-go issue 1031).
 */
export async function checkPrices(): Promise<Finding[]> {
  const { changes, conflicts, trouble } = await setUpCatalog({ dryRun: true });
  if (trouble) return [found("prices_not_read")];
  const created = changes.filter((one) => one.change === "create_price");
  const missing = created.filter(({ replaces }) => replaces === null);
  const other = created.length - missing.length;
  const updated = changes.filter((one) => one.change === "update_product");
  const offSale = updated.filter(({ archived }) => archived);
  const old = changes.filter(({ change }) => change === "archive_price");
  const untidy = old.length + updated.length - offSale.length;
  const [taken] = conflicts.map((one) => ("lookupKey" in one ? one.lookupKey : one.productId));
  const wrong = [
    missing.length > 0 &&
      found("prices_missing", { count: missing.length, first: missing[0]?.lookupKey ?? "" }),
    other > 0 && found("prices_differ", { count: other }),
    offSale.length > 0 && found("product_off_sale", { count: offSale.length, first: offSale[0]?.name ?? "" }),
    taken !== undefined && found("prices_taken", { count: conflicts.length, first: taken }),
    other === 0 && untidy > 0 && found("prices_untidy", { count: untidy }),
  ].filter((one) => one !== false);
  return wrong.length > 0 ? wrong : [found("prices_in_order")];
}
