import { readWallet } from "@/lib/ledger/read-wallet";
import { findLivePlan } from "@/lib/subscriptions/find-subscription";
import { defineRead } from "../operation";
import { Wallet } from "../schemas/wallet";

export const getWallet = defineRead({
  id: "getWallet",
  path: "/wallet",
  query: null,
  answer: Wallet,
  problems: [],
  read: async ({ walletId }) => {
    const wallet = await readWallet(walletId);
    const plan = wallet.subscriptionVersion === 0 ? null : await findLivePlan(walletId);
    return { ok: true, body: toWallet(walletId, wallet, plan), stamp: wallet };
  },
});

function toWallet(id: string, wallet: Awaited<ReturnType<typeof readWallet>>, plan: string | null) {
  const { available, held, owed, version, nextExpiryAt, updatedAt, grants, hasMoreGrants } = wallet;
  return {
    id,
    available,
    held,
    owed,
    version,
    changes_at: nextExpiryAt?.toISOString() ?? null,
    updated_at: updatedAt.toISOString(),
    grants: grants.map(toGrant),
    has_more_grants: hasMoreGrants,
    plan,
  };
}

function toGrant(grant: Awaited<ReturnType<typeof readWallet>>["grants"][number]) {
  const { id, source, amount, available, held, expiresAt, createdAt } = grant;
  return {
    id,
    source,
    credits: amount,
    available,
    held,
    expires_at: expiresAt?.toISOString() ?? null,
    created_at: createdAt.toISOString(),
  };
}
