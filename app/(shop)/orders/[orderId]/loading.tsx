/** The outline of the order page while the order is being read. */
export default function OrderLoading() {
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-10 sm:px-6 sm:py-14" aria-busy="true">
      <div className="skeleton h-9 w-80 max-w-full" />
      <div className="skeleton mt-8 h-52" />
      <div className="skeleton mt-6 h-64" />
    </div>
  );
}
