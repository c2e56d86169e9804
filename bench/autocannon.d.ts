/** What we use of autocannon, which brings no types. */
declare module "autocannon" {
  export type CannonRequest = {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
  };
  export type Options = {
    url: string;
    connections: number;
    amount: number;
    requests: { setupRequest: (request: CannonRequest) => CannonRequest }[];
  };
  export type Result = {
    "2xx": number;
    errors: number;
    statusCodeStats: Record<string, { count: number }>;
    latency: { p50: number; p99: number; average: number };
  };
  export type Firing = Promise<Result> & { on(event: "response", heard: () => void): void };
  export default function autocannon(options: Options): Firing;
}
