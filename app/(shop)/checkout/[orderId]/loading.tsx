/** The outline of the checkout page while the order is being read. */
export default function CheckoutLoading() {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-10 sm:px-6 sm:py-14" aria-busy="true">
      <div className="skeleton h-9 w-64" />
      <div className="mt-8 grid gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-12">
        <div className="skeleton h-20 lg:h-64" />
        <div className="skeleton h-96" />
      </div>
    </div>
  );
}
