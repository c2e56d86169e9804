import { expect, it } from "vitest";
import { refusalOfCronCall } from "./cron-call";

const SECRET = "a-cron-secret-of-sixteen-or-more";

const refusalOf = (authorization: string | null, secret: string | null) =>
  refusalOfCronCall(new Headers(authorization === null ? {} : { authorization }), secret);

it("opens to the secret and to nothing else", () => {
  expect(refusalOf(`Bearer ${SECRET}`, SECRET)).toBeNull();
  for (const wrong of [
    null,
    "",
    "Bearer",
    SECRET,
    `Bearer ${SECRET}x`,
    `bearer ${SECRET}`,
    `Basic ${SECRET}`,
  ])
    expect(refusalOf(wrong, SECRET)).toBe("cron_secret_wrong");
});

it("stays closed when no secret is configured, whatever is sent", () => {
  for (const given of [null, "Bearer ", "Bearer undefined", "Bearer null"])
    expect(refusalOf(given, null)).toBe("cron_secret_missing");
});
