import { RateLimiterPostgres } from "rate-limiter-flexible";
import { runLibraryQuery } from "./library-queries";

/** So many tries in so many seconds. */
export type Limit = { points: number; duration: number };

const limiters = new Map<string, RateLimiterPostgres>();

/**
 * The counter of that name, for all servers together, in the table `rate_limits`. One name has one limit: whoever asks
 * with another limit under the same name gets a counter of their own over the same rows.
 */
export function limiterOf(name: string, { points, duration }: Limit): RateLimiterPostgres {
  const id = `${name}:${points}:${duration}`;
  const known = limiters.get(id);
  if (known) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: { query: runLibraryQuery },
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration,
  });
  limiters.set(id, limiter);
  return limiter;
}
