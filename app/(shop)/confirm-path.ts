/**
 * Where a purchase goes on after signing in: a page that shows the pack and one button. A POST cannot be resumed
 * by a redirect, and a GET creates nothing. What the form says is checked there, not here.
 */
export function confirmPath(form: FormData): string {
  const query = new URLSearchParams({
    pack: shortText(form.get("pack")),
    currency: shortText(form.get("currency")),
  });
  return `/checkout/new?${query}`;
}

function shortText(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.slice(0, 40) : "";
}
