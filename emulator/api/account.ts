import { type Endpoint, endpoint } from "../http/endpoint";

export const ACCOUNT_ID = "acct_emulator00000000";

/** The one account of this emulator: enough to tell whose keys these are. */
export const accountEndpoints: Endpoint[] = [
  endpoint("GET", "/v1/account", {
    run: () => ({
      id: ACCOUNT_ID,
      object: "account",
      business_profile: { name: "Topup" },
      charges_enabled: true,
      country: "US",
      default_currency: "usd",
      details_submitted: true,
      email: "emulator@example.com",
      payouts_enabled: true,
      settings: { dashboard: { display_name: "Topup emulator", timezone: "Etc/UTC" } },
      type: "standard",
    }),
  }),
];
