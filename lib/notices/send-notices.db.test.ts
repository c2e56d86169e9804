import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { openWallet } from "@/lib/ledger/open-wallet";
import { nowMs, useClock } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import type { Notice } from "./notice";
import { recordNotice, withdrawNotices } from "./record-notice";
import { ATTEMPTS_MAX } from "./retry-times";
import { sendExpectedNotices, sendNotices } from "./send-notices";

useTestDatabase();

const DAY_MS = 86_400_000;

async function newReader(locale: string | null = "en") {
  const userId = newId();
  const email = `${userId}@example.com`;
  await sql()`insert into users (id, name, email, locale) values (${userId}, 'Ann', ${email}, ${locale})`;
  return { email, walletId: await openWallet(userId) };
}

const failed = (changed: Partial<Notice["data"]> = {}): Notice => ({
  kind: "payment_failed",
  subject: `in_${newId()}`,
  data: {
    ...{ plan: "pro", currency: "usd", amountMinor: 2900, at: null },
    ...{ nextAttemptAt: "2027-03-13T12:00:00.000Z", graceUntil: "2027-03-17T12:00:00.000Z" },
    ...changed,
  },
});
const owe = (walletId: string, notice: Notice) => inTransaction((tx) => recordNotice(tx, walletId, notice));

async function mailsTo(email: string) {
  return sql()<{ subject: string; body: string }[]>`
    select subject, body from local_mails where recipient = ${email} order by id`;
}

async function stateOf(walletId: string) {
  const [row] = await sql()<{ state: string; error: string | null; attempts: number }[]>`
    select state, last_error as error, attempts from notices where wallet_id = ${walletId}`;
  return row;
}

function withMailServer(url: string | undefined): void {
  if (url) process.env.SMTP_URL = url;
  else delete process.env.SMTP_URL;
  forgetEnv();
}

afterEach(() => withMailServer(undefined));

describe("a mail that is owed", () => {
  it("is sent once, with what happened, until when, and a link to the page where it can be paid", async () => {
    const { email, walletId } = await newReader();
    const notice = failed();
    await owe(walletId, notice);
    expect(await sendNotices({ limit: 10 })).toEqual({ sent: 1, dropped: 0, failed: 0 });
    await owe(walletId, notice);
    expect(await sendNotices({ limit: 10 })).toEqual({ sent: 0, dropped: 0, failed: 0 });
    const [mail, ...others] = await mailsTo(email);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe("Your Pro plan could not be renewed");
    for (const part of ["$29.00", "March 13, 2027", "March 17, 2027"]) expect(mail?.body).toContain(part);
    const link = `http://localhost:3000/dashboard/billing/invoices/${notice.subject}`;
    expect(mail?.body.split("\n")).toContain(link);
  });

  it("is in the language of its reader, English when that is not known", async () => {
    const [chinese, unknown] = [await newReader("zh"), await newReader(null)];
    for (const { walletId } of [chinese, unknown]) await owe(walletId, failed());
    await sendNotices({ limit: 10 });
    expect((await mailsTo(chinese.email))[0]?.body).toContain("US$29.00");
    expect((await mailsTo(chinese.email))[0]?.subject).toBe("你的专业套餐续费未成功");
    expect((await mailsTo(unknown.email))[0]?.subject).toContain("could not be renewed");
  });

  it("is sent once by many senders at once", async () => {
    const readers = await Promise.all(Array.from({ length: 6 }, () => newReader()));
    for (const { walletId } of readers) await owe(walletId, failed());
    await Promise.all(Array.from({ length: 4 }, () => sendNotices({ limit: 10 })));
    for (const { email } of readers) expect(await mailsTo(email)).toHaveLength(1);
  });

  it("is not sent to somebody whose account is gone", async () => {
    const { email, walletId } = await newReader();
    await owe(walletId, failed());
    await sql()`update wallets set user_id = null where id = ${walletId}`;
    expect(await sendNotices({ limit: 10 })).toEqual({ sent: 0, dropped: 1, failed: 0 });
    expect(await stateOf(walletId)).toMatchObject({ state: "dropped", error: "account_deleted" });
    expect(await mailsTo(email)).toEqual([]);
  });

  it("is not sent when what it would tell is over", async () => {
    const { email, walletId } = await newReader();
    const notice = failed();
    await owe(walletId, notice);
    await inTransaction((tx) => withdrawNotices(tx, walletId, [notice.subject]));
    await sendNotices({ limit: 10 });
    expect(await mailsTo(email)).toEqual([]);
  });

  it("is not owed when its transaction is not committed", async () => {
    const { walletId } = await newReader();
    const undone = inTransaction(async (tx) => {
      await recordNotice(tx, walletId, failed());
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    expect(await stateOf(walletId)).toBeUndefined();
  });

  it("is sent after the answer of the process that came to owe it", async () => {
    const { email, walletId } = await newReader();
    await owe(walletId, failed());
    await sendExpectedNotices();
    expect(await mailsTo(email)).toHaveLength(1);
  });
});

describe("a mail that the server does not take", () => {
  it("is tried again later, and then sent", async () => {
    const { email, walletId } = await newReader();
    await owe(walletId, failed());
    withMailServer("smtp://127.0.0.1:1");
    expect(await sendNotices({ limit: 10 })).toEqual({ sent: 0, dropped: 0, failed: 1 });
    expect(await sendNotices({ limit: 10 }), "not at once").toEqual({ sent: 0, dropped: 0, failed: 0 });
    expect(await stateOf(walletId)).toMatchObject({ state: "waiting", attempts: 1 });
    withMailServer(undefined);
    const later = nowMs() + DAY_MS;
    const restore = useClock(() => later);
    await sendNotices({ limit: 10 });
    restore();
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it("leaves no address behind, although servers repeat the one that they refuse", async () => {
    const server = createServer((socket) => {
      socket.write("220 here\r\n");
      socket.on("error", () => undefined);
      socket.on("data", (line) => {
        const refused = /^RCPT TO:<([^>]*)>/.exec(String(line))?.[1];
        socket.write(refused ? `550 nobody is called ${refused}\r\n` : "250 fine\r\n");
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    const { email, walletId } = await newReader();
    await owe(walletId, failed());
    withMailServer(`smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`);
    expect(await sendNotices({ limit: 1 })).toMatchObject({ failed: 1 });
    server.close();
    const error = (await stateOf(walletId))?.error ?? "";
    expect(error).toContain("nobody is called (the reader)");
    expect(error).not.toContain(email);
    await sql()`delete from notices where wallet_id = ${walletId}`;
  });

  it("is parked after the last try, with the reason", async () => {
    const { walletId } = await newReader();
    await owe(walletId, failed());
    withMailServer("smtp://127.0.0.1:1");
    let time = nowMs();
    const restore = useClock(() => time);
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      await sendNotices({ limit: 1 });
      time += DAY_MS;
    }
    restore();
    expect(await stateOf(walletId)).toMatchObject({ state: "parked", attempts: ATTEMPTS_MAX });
    expect((await stateOf(walletId))?.error).toContain("127.0.0.1:1");
  });

  it("is left to another sender when its own died in the middle", async () => {
    const { email, walletId } = await newReader();
    await owe(walletId, failed());
    await sql()`update notices set attempts = 1, next_attempt_at = now() + interval '2 minutes'
      where wallet_id = ${walletId}`;
    expect((await sendNotices({ limit: 10 })).sent).toBe(0);
    const later = nowMs() + 130_000;
    const restore = useClock(() => later);
    expect((await sendNotices({ limit: 10 })).sent).toBe(1);
    restore();
    expect(await mailsTo(email)).toHaveLength(1);
    expect(await stateOf(walletId)).toMatchObject({ state: "sent" });
  });
});
