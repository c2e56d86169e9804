import { expect, test } from "vitest";
import { createLog } from "./log";

function record(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: "info", destination: { write: (line) => lines.push(line) } }));
  return lines.join("");
}

const CANARIES = {
  secretKey: "sk_live_canary51AbCdEf",
  restrictedKey: "rk_test_canary51AbCdEf",
  webhookSecret: "whsec_canaryAbCdEf123",
  clientSecret: "pi_3Pabc_secret_canaryXyZ",
  bearer: "Bearer canary.eyJhbGciOi",
  database: "postgres://topup:canaryPass@db.example/topup",
  mail: "canary.person+1@example.com",
  card: "4242 4242 4242 4242",
  cardPlain: "5555555555554444",
};

test.each(Object.entries(CANARIES))("a %s is hidden in message, fields, arrays and errors", (_, canary) => {
  const written = record((log) => {
    log.info(`before ${canary} after`);
    log.info({ deep: { list: [{ note: `x ${canary} y` }] } }, "fields");
    log.error({ err: new Error(`failed for ${canary}`) }, "error");
    log.error(new Error(`failed for ${canary}`));
    log.child({ note: canary }).info("child of %s", canary);
    log.info({ err: new Error("outer", { cause: new Error(canary) }) }, "cause");
  });
  expect(written).not.toContain(canary);
  expect(written).not.toMatch(/canaryPass|canaryXyZ|canary\.person/);
});

test("fields with telling names are hidden whatever they hold", () => {
  const names = [
    "authorization",
    "Cookie",
    "set-cookie",
    "password",
    "newPassword",
    "AUTH_SECRET",
    "api_key",
    "email",
  ];
  const written = record((log) =>
    log.info({ request: Object.fromEntries(names.map((n) => [n, "canary"])) }, "in"),
  );
  expect(written).not.toContain("canary");
});

test("of a card number the last four digits stay, so that a person can be helped", () => {
  expect(record((log) => log.info({ note: "4242424242424242" }, "card"))).toContain("[card 4242]");
  expect(record((log) => log.info({ value: 4242424242424242 }, "card"))).toContain("[card 4242]");
});

test("ids, amounts and times are left alone, and each line stays valid JSON", () => {
  const fields = {
    orderId: "01930f2a-7c1e-7abc-8def-1234567890ab",
    allDigits: "01930212-7123-7123-8123-123456789012",
    paymentIntent: "pi_3Pabc123",
    amount: 1999,
    at: 1795298730049,
  };
  expect(JSON.parse(record((log) => log.info(fields, "order paid")))).toMatchObject({
    ...fields,
    msg: "order paid",
  });
});

test("what a library hangs on its errors, such as request headers, is not written", () => {
  const error = Object.assign(new Error("away"), { code: "ECONNRESET", headers: { custom: "canary" } });
  const written = record((log) => log.error({ err: error }, "call failed"));
  expect(written).not.toContain("canary");
  expect(written).toContain("ECONNRESET");
});
