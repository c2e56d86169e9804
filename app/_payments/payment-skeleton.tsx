/** The outline of the payment form, of about its height, so that nothing jumps when it arrives. */
export function PaymentSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-4">
      <div className="skeleton h-16 w-full" />
      <div className="skeleton h-12 w-full" />
      <div className="grid grid-cols-2 gap-3">
        <div className="skeleton h-12" />
        <div className="skeleton h-12" />
      </div>
      <div className="skeleton mt-2 h-12 w-full" />
    </div>
  );
}
