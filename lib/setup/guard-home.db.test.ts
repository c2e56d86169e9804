import { afterEach, beforeEach, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { deliver, eventOf } from "@/lib/inbox/testing";
import { newId } from "@/lib/platform/ids";
import { createCustomer } from "@/lib/stripe/create-customer";
import { guardDoor } from "@/lib/stripe/door";
import { readFromStripe, useEmulator } from "@/lib/stripe/testing";
import { guardHome } from "./guard-home";

useTestDatabase();
useEmulator();
afterEach(() => guardDoor(null));

beforeEach(async () => {
  await sql()`delete from stripe_home`;
  guardHome();
});

const makeCustomer = () => createCustomer({ id: newId(), email: null }, null);
const countCustomers = async () => (await readFromStripe<{ data: object[] }>("/v1/customers")).data.length;
const hear = () => deliver(eventOf("payment_intent.created", { id: "pi_1", object: "payment_intent" }).body);

it("a server with a database of its own speaks with Stripe in both directions, from its first call on", async () => {
  expect(await makeCustomer()).toMatchObject({ ok: true });
  expect(await hear()).toMatchObject({ status: 200 });
  expect(await sql()`select mode from stripe_home`).toMatchObject([{ mode: "emulator" }]);
});

it("a server with a live database and other keys makes nothing at Stripe and stores nothing it tells", async () => {
  await sql()`insert into stripe_home (mode, account_id) values ('live', 'acct_1')`;
  await sql()`insert into wallets (id, stripe_customer_id) values (${newId()}, 'cus_live')`;
  const [customers, events] = [await countCustomers(), (await sql()`select from inbox_events`).count];
  const trouble = { kind: "unavailable", reason: "database_of_other_mode" };
  expect(await makeCustomer()).toMatchObject({ ok: false, trouble });
  expect(await hear()).toMatchObject({ status: 503, answer: { error: "foreign_database" } });
  expect([await countCustomers(), (await sql()`select from inbox_events`).count]).toEqual([
    customers,
    events,
  ]);
});

it("a delivery while nobody can tell whose database this is comes again, and is taken then", async () => {
  await sql()`alter table stripe_home rename to away`;
  expect(await hear()).toMatchObject({ status: 503, answer: { error: "database_unavailable" } });
  await sql()`alter table away rename to stripe_home`;
  expect(await hear()).toMatchObject({ status: 200 });
});
