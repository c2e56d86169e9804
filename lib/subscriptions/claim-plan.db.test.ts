import { describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newWallet } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { withPlanClaim } from "./claim-plan";

useTestDatabase();

describe("the claim of a plan", () => {
  it("is held by one at a time, and by nobody when that one is done or has failed", async () => {
    const walletId = await newWallet();
    const inner = await withPlanClaim(walletId, () => withPlanClaim(walletId, async () => "second"));
    expect(inner).toBeNull();
    expect(await withPlanClaim(walletId, async () => "third")).toBe("third");
    const fails = withPlanClaim(walletId, () => Promise.reject(new Error("broke")));
    await expect(fails).rejects.toThrow("broke");
    expect(await withPlanClaim(walletId, async () => "fourth")).toBe("fourth");
  });

  it("of one wallet is nothing to another", async () => {
    const [one, other] = [await newWallet(), await newWallet()];
    expect(await withPlanClaim(one, () => withPlanClaim(other, async () => "other"))).toBe("other");
  });

  it("that took too long goes to the next, and its first holder learns of it before it writes", async () => {
    const walletId = await newWallet();
    const answer = await withPlanClaim(walletId, async (renew) => {
      expect(await renew()).toBe(true);
      const later = Date.now() + 10 * 60_000;
      const setBack = useClock(() => later);
      try {
        expect(await withPlanClaim(walletId, async () => "next")).toBe("next");
        return await renew();
      } finally {
        setBack();
      }
    });
    expect(answer).toBe(false);
    const [row] = await sql()`select count(*)::int as count from plan_claims where wallet_id = ${walletId}`;
    expect(row?.count).toBe(1);
  });
});
