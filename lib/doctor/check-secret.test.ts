import { expect, test } from "vitest";
import type { Listening } from "@/lib/stripe/webhook-secrets";
import { checkSecret } from "./check-secret";
import type { FindingName } from "./finding";

const RIGHT = "whsec_5ZkT0aGn2bVw8RcYpQeUjHsM4xLd7fNt";

const broken: [string, string | undefined, FindingName][] = [
  ["nothing", undefined, "secret_missing"],
  ["white space alone", "  \n", "secret_missing"],
  ["a comma alone", " , ", "secret_missing"],
  ["quotes that a dashboard kept", `"${RIGHT}"`, "secret_in_quotes"],
  ["a quote at one end", `${RIGHT}'`, "secret_in_quotes"],
  ["a line break in the middle", `whsec_5ZkT0aGn\n2bVw8RcYpQeUjHsM4xLd7fNt`, "secret_with_line_break"],
  ["the letters backslash and n", `${RIGHT}\\n`, "secret_with_line_break"],
  ["the secret key", "sk_test_51Qx0000000000000000", "secret_is_a_key"],
  ["the publishable key", "pk_live_51Qx0000000000000000", "secret_is_a_key"],
  ["the id of the endpoint", "we_1Qx000000000000000000000", "secret_is_an_endpoint"],
  ["what an example says", "whsec_...", "secret_is_a_placeholder"],
  ["what a README says", "whsec_your_signing_secret", "secret_is_a_placeholder"],
  ["crosses", "whsec_xxxxxxxxxxxxxxxx", "secret_is_a_placeholder"],
  ["something else", "5ZkT0aGn2bVw8RcY", "secret_malformed"],
  ["half a secret", "whsec_5Z", "secret_malformed"],
  ["a right one beside a wrong one", `${RIGHT},sk_test_51Qx0000000000000000`, "secret_is_a_key"],
  ["a line break behind it", `${RIGHT}\n`, "secret_with_white_space"],
  ["the same one twice", `${RIGHT},${RIGHT}`, "secret_twice"],
];

test.each(broken)("%s in place of a signing secret is named", (_, value, name) => {
  expect(checkSecret(value).map((one) => one.name)).toEqual([name]);
});

test("a signing secret is in order, and two of them while one is rotated", () => {
  expect(checkSecret(RIGHT)).toMatchObject([{ name: "secret_in_order", facts: { count: 1 } }]);
  expect(checkSecret(`${RIGHT}, whsec_bR7tQ2`)).toMatchObject([{ name: "secret_malformed" }]);
  expect(checkSecret(`${RIGHT}, whsec_bR7tQ2mV9sXz`)).toMatchObject([{ facts: { count: 2 } }]);
});

test("where the Stripe CLI listens no other secret is needed, and where it has ended it is missed", () => {
  const namesOf = (value: string | undefined, listening: Listening) =>
    checkSecret(value, { listening }).map(({ name }) => name);
  expect(namesOf(undefined, "now")).toEqual(["secret_of_listening"]);
  expect(namesOf(undefined, "ended")).toEqual(["secret_of_listening_ended"]);
  expect(namesOf("we_1", "now")).toEqual(["secret_is_an_endpoint"]);
  expect(namesOf(RIGHT, "ended")).toEqual(["secret_in_order"]);
});

test("nothing of a secret is told", () => {
  for (const [, value] of broken)
    expect(JSON.stringify(checkSecret(value))).not.toMatch(/5ZkT0aGn|51Qx0000|1Qx0000/);
});
