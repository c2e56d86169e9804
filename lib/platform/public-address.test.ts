import { expect, test } from "vitest";
import { publicAddress } from "./public-address";

const VERCEL = {
  VERCEL: "1",
  VERCEL_URL: "topup-9f3k2-team.vercel.app",
  VERCEL_BRANCH_URL: "topup-git-pricing-team.vercel.app",
  VERCEL_PROJECT_PRODUCTION_URL: "shop.example",
};

test("APP_URL decides when it is set, without its trailing slash", () => {
  expect(publicAddress({ ...VERCEL, VERCEL_ENV: "production", APP_URL: "https://pay.example/ " })).toBe(
    "https://pay.example",
  );
});

test("on Vercel production it is the project's domain", () => {
  expect(publicAddress({ ...VERCEL, VERCEL_ENV: "production" })).toBe("https://shop.example");
});

test("on a preview it is the branch's address, which outlives the deployment", () => {
  expect(publicAddress({ ...VERCEL, VERCEL_ENV: "preview" })).toBe(
    "https://topup-git-pricing-team.vercel.app",
  );
});

test("elsewhere it is this machine and the port", () => {
  expect(publicAddress({})).toBe("http://localhost:3000");
  expect(publicAddress({ PORT: "3001" })).toBe("http://localhost:3001");
});

test("VERCEL_URL, which changes with each deployment, is never the answer", () => {
  for (const stage of ["production", "preview", "development"]) {
    const lone = { VERCEL: "1", VERCEL_ENV: stage, VERCEL_URL: VERCEL.VERCEL_URL };
    expect(publicAddress(lone) ?? "").not.toContain(VERCEL.VERCEL_URL);
    expect(publicAddress({ ...VERCEL, VERCEL_ENV: stage }) ?? "").not.toContain(VERCEL.VERCEL_URL);
  }
});
