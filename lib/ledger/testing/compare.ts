import { expect } from "vitest";
import { sql } from "@/db/client";
import { readBalance } from "../read-balance";
import type { ModelWallet } from "./model";
import { present } from "./proof-clock";
import type { RealWallet } from "./real-wallet";

/** Wallet, grants and holds of both, as a reader sees them and as they lie in the tables. */
export async function expectSameState(wallet: RealWallet, model: ModelWallet): Promise<void> {
  expect(await readBalance(wallet.id)).toEqual({ ...model.balance(present()), version: model.version });
  expect(await grantsOf(wallet)).toEqual(
    model.grants.map(({ name, left, held }) => ({ name, available: left, held })),
  );
  expect(await holdsOf(wallet)).toEqual(
    model.holds.map(({ parts, ended }) => ({
      amount: parts.reduce((sum, { amount }) => sum + amount, 0),
      ended: ended === "by time" ? "released" : ended,
    })),
  );
}

async function grantsOf(wallet: RealWallet) {
  const rows = await sql()<{ id: string; available: number; held: number }[]>`
    select id, available, held from credit_grants where wallet_id = ${wallet.id} order by created_at`;
  return rows.map(({ id, ...rest }) => ({ name: wallet.grants.nameOf(id), ...rest }));
}

async function holdsOf({ id }: RealWallet) {
  const rows = await sql()`
    select amount, case when captured_at is not null then 'captured' when released_at is not null then 'released' end
      as ended
    from credit_holds where wallet_id = ${id} order by created_at`;
  return [...rows];
}
