import { beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import { stripe, useStripeLimits } from "@/lib/stripe/client";
import { breakCalls, useEmulator, wereCallsBroken } from "@/lib/stripe/testing";
import { fingerprintOf, listWebhookEndpoints } from "@/lib/stripe/webhook-endpoints";
import { type EndpointTask, type MadeEndpoint, setUpEndpoint } from "./set-up-endpoint";
import { wantedEndpoint } from "./wanted-endpoint";

useTestDatabase();
useEmulator();

const WANTED = wantedEndpoint("https://shop.example");
const NOTHING = { changes: [], conflicts: [], former: [], done: 0, trouble: null };

beforeEach(async () => {
  for (const { id } of await endpoints()) await stripe().webhookEndpoints.del(id);
});

async function endpoints() {
  return (await stripe().webhookEndpoints.list({ limit: 100 })).data;
}

async function oneEndpoint() {
  const [found, ...more] = await endpoints();
  if (!found || more.length > 0) throw new Error(`there are ${more.length + (found ? 1 : 0)} endpoints`);
  return found;
}

async function setUp(task: EndpointTask = {}, wanted = WANTED) {
  const told: MadeEndpoint[] = [];
  const result = await setUpEndpoint(wanted, { ...task, tell: (made) => told.push(made) });
  return { ...result, told };
}

function makeByHand(change: Record<string, unknown> = {}) {
  return stripe().webhookEndpoints.create({
    ...{ url: WANTED.url, enabled_events: ["payment_intent.succeeded"], api_version: "2026-10-28.endive" },
    ...change,
  });
}

describe("setting up the webhook endpoint", () => {
  it("makes it with our path, our events, our version and our mark, and tells its secret once", async () => {
    const { told, changes, done } = await setUp();
    expect([changes.length, done]).toEqual([1, 1]);
    const found = await oneEndpoint();
    expect(found).toMatchObject({
      url: "https://shop.example/stripe/subscription-webhook",
      api_version: "2026-10-28.endive",
      status: "enabled",
      metadata: { topup_environment: "shop.example" },
    });
    expect([...found.enabled_events].sort()).toEqual([...ENABLED_EVENTS].sort());
    expect(told).toEqual([{ endpointId: found.id, secret: expect.stringMatching(/^whsec_\w+$/) }]);
    expect(found.metadata.topup_secret).toBe(fingerprintOf(told[0]?.secret ?? ""));
    expect(await setUp()).toEqual({ ...NOTHING, told: [] });
  });

  it("writes nothing in a dry run", async () => {
    expect((await setUp({ dryRun: true })).changes).toMatchObject([{ change: "create_endpoint" }]);
    await setUp();
    await stripe().webhookEndpoints.update((await oneEndpoint()).id, { disabled: true });
    for (const task of [{}, { newSecret: true }, { remove: true }])
      expect((await setUp({ ...task, dryRun: true })).changes).toHaveLength(1);
    expect(await oneEndpoint()).toMatchObject({ status: "disabled" });
  });

  it("repairs what somebody changed by hand, each time within a day, and keeps its secret", async () => {
    const { told } = await setUp();
    for (let time = 0; time < 2; time++) {
      await stripe().webhookEndpoints.update(told[0]?.endpointId ?? "", {
        ...{ url: "https://shop.example/webhook", enabled_events: ["plan.created"], disabled: true },
      });
      const { changes, told: toldAgain } = await setUp();
      const names = changes.flatMap((one) => ("differences" in one ? one.differences : []));
      expect(names.map(({ difference }) => difference)).toEqual([
        ...["url", "events_missing", "events_extra", "disabled"],
      ]);
      expect(toldAgain).toEqual([]);
      expect(await oneEndpoint()).toMatchObject({ id: told[0]?.endpointId, status: "enabled" });
      expect(await setUp()).toMatchObject(NOTHING);
    }
  });

  it("takes over the one that was made by hand for exactly this address", async () => {
    const { id } = await makeByHand();
    expect((await setUp()).changes).toMatchObject([{ change: "repair_endpoint", endpointId: id }]);
    expect(await oneEndpoint()).toMatchObject({ id, metadata: { topup_environment: "shop.example" } });
  });

  it("makes one when two set-ups run at once", async () => {
    const wanted = wantedEndpoint("https://busy.example");
    const both = await Promise.all([setUp({}, wanted), setUp({}, wanted)]);
    expect(await endpoints()).toHaveLength(1);
    const { id } = await oneEndpoint();
    for (const made of both.flatMap(({ told }) => told)) expect(made.endpointId).toBe(id);
    expect(both.some(({ trouble }) => trouble === null)).toBe(true);
  });

  it("makes a working one again each time it was removed, within the day in which Stripe repeats its answers", async () => {
    const wanted = wantedEndpoint("https://again.example");
    const secrets = new Set<string | undefined>();
    for (let time = 0; time < 6; time++) {
      const { told } = await setUp({}, wanted);
      expect(told).toMatchObject([{ endpointId: (await oneEndpoint()).id }]);
      secrets.add(told[0]?.secret);
      await stripe().webhookEndpoints.del((await oneEndpoint()).id);
    }
    expect(secrets.size).toBe(6);
  });

  it("goes on where Stripe failed, also when Stripe keeps its failure under the key", async () => {
    useStripeLimits({ retries: 0 });
    const path = "/v1/webhook_endpoints";
    await breakCalls({ path, method: "POST", action: "fail", when: "during", count: 1 });
    const wanted = wantedEndpoint("https://unlucky.example");
    const stopped = await setUp({}, wanted);
    expect(stopped).toMatchObject({ done: 0, told: [], trouble: { kind: "unavailable" } });
    const { told, trouble } = await setUp({}, wanted);
    expect([told.length, trouble]).toEqual([1, null]);
    expect(told[0]?.endpointId).toBe((await oneEndpoint()).id);
  });

  it("tells the secret although its mark could not be written", async () => {
    useStripeLimits({ retries: 0 });
    const path = "/v1/webhook_endpoints/we_*";
    await breakCalls({ path, method: "POST", action: "fail", count: 1 });
    const { told, trouble } = await setUp();
    expect(await wereCallsBroken()).toBe(true);
    expect([told.length, trouble]).toEqual([1, null]);
  });
});

describe("another version, or a lost secret", () => {
  it("is another endpoint; the old one stays on until the server knows the new secret", async () => {
    const old = await makeByHand({ api_version: "2024-06-20" });
    const first = await setUp();
    expect(first.changes).toMatchObject([{ change: "create_endpoint", replaces: old.id }]);
    expect(first.former).toMatchObject([{ left: "former_endpoint", endpointId: old.id }]);
    expect(await setUp()).toMatchObject({ ...NOTHING, former: [{ endpointId: old.id }] });
    expect((await endpoints()).every(({ status }) => status === "enabled")).toBe(true);
    const last = await setUp({ retireFormer: true });
    expect(last.changes).toMatchObject([{ change: "disable_endpoint", endpointId: old.id }]);
    const state = new Map((await endpoints()).map(({ id, status }) => [id, status]));
    expect([state.get(old.id), state.get(first.told[0]?.endpointId ?? "")]).toEqual(["disabled", "enabled"]);
    expect(await setUp()).toMatchObject(NOTHING);
  });

  it("never switches off in the same run the one whose secret the server still has", async () => {
    const first = await setUp();
    const { changes, told, former } = await setUp({ newSecret: true, retireFormer: true });
    expect(changes).toMatchObject([{ change: "create_endpoint", replaces: first.told[0]?.endpointId }]);
    expect(former).toMatchObject([{ endpointId: first.told[0]?.endpointId }]);
    expect(told[0]?.secret).not.toBe(first.told[0]?.secret);
    expect((await endpoints()).every(({ status }) => status === "enabled")).toBe(true);
  });

  it("also twice in a day", async () => {
    await setUp();
    const second = await setUp({ newSecret: true });
    const third = await setUp({ newSecret: true, retireFormer: true });
    expect(third.changes).toHaveLength(2);
    expect(new Set([...second.told, ...third.told].map(({ secret }) => secret)).size).toBe(2);
    await setUp({ retireFormer: true });
    const on = (await endpoints()).filter(({ status }) => status === "enabled");
    expect(on.map(({ id }) => id)).toEqual([third.told[0]?.endpointId]);
  });
});

describe("several environments in one account", () => {
  const PREVIEW = wantedEndpoint("https://shop-git-x-team.vercel.app", "letmein");

  it("have one each, and a preview's carries the secret that lets Stripe through its protection", async () => {
    await setUp();
    await setUp({}, PREVIEW);
    expect((await endpoints()).map(({ url }) => url).sort()).toEqual([
      "https://shop-git-x-team.vercel.app/stripe/subscription-webhook?x-vercel-protection-bypass=letmein",
      "https://shop.example/stripe/subscription-webhook",
    ]);
    expect(await setUp()).toMatchObject(NOTHING);
    expect(await setUp({}, PREVIEW)).toMatchObject(NOTHING);
  });

  it("follow a bypass secret that was changed", async () => {
    await setUp({}, PREVIEW);
    const { changes } = await setUp({}, wantedEndpoint("https://shop-git-x-team.vercel.app", "other"));
    expect(changes).toMatchObject([{ differences: [{ difference: "bypass" }] }]);
    expect(await oneEndpoint()).toMatchObject({ url: expect.stringContaining("bypass=other") });
  });

  it("lose only their own on removal, with all its former ones, and removing again does nothing", async () => {
    await setUp();
    await setUp({}, PREVIEW);
    await setUp({ newSecret: true }, PREVIEW);
    expect((await setUp({ remove: true }, PREVIEW)).done).toBe(2);
    expect(await oneEndpoint()).toMatchObject({ url: WANTED.url });
    expect(await setUp({ remove: true }, PREVIEW)).toMatchObject(NOTHING);
  });

  it("never show the bypass secret in what they say", async () => {
    const said = [await setUp({}, PREVIEW), await setUp({ newSecret: true }, PREVIEW)];
    said.push(await setUp({ remove: true }, PREVIEW));
    expect(JSON.stringify(said)).not.toContain("letmein");
  });
});

describe("what is not ours", () => {
  it("is never changed, and is named when it leads to our door", async () => {
    const other = await makeByHand({ url: "https://shop.example/other" });
    const stray = await makeByHand({ metadata: { topup_environment: "old.example" } });
    const before = JSON.stringify(await endpoints());
    const { told, conflicts } = await setUp();
    expect(conflicts).toMatchObject([
      { conflict: "duplicate_endpoint", endpointId: stray.id, environment: "old.example" },
    ]);
    expect((await setUp({ remove: true })).conflicts).toMatchObject([{ endpointId: stray.id }]);
    expect(told).toHaveLength(1);
    expect(JSON.stringify(await endpoints())).toBe(before);
    expect((await endpoints()).map(({ id }) => id)).toContain(other.id);
  });

  it("may fill the account: then it is said what stands there, and nothing is made", async () => {
    for (let index = 0; index < 15; index++) await makeByHand({ url: `https://other.example/${index}` });
    await setUp({}, wantedEndpoint("https://old-preview.example"));
    const { changes, conflicts } = await setUp();
    expect(changes).toEqual([]);
    expect(conflicts).toMatchObject([
      { conflict: "endpoint_limit", endpoints: 16, ofTopup: [{ environment: "old-preview.example" }] },
    ]);
    const list = await listWebhookEndpoints();
    expect(list.ok && list.value).toHaveLength(16);
  });
});
