/**
 * For questions whose answer a page waits for: who looks at a list would rather hear soon that Stripe is away than wait
 * as long as a payment may take. Reading again is free, so little is lost by giving up early.
 */
export const PAGE_READ = { timeout: 6_000, maxNetworkRetries: 1 } as const;
