import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { clientOf, openEmulator, openWebhook, until, WEBHOOK_SECRET } from "../testing/harness";
import { runCli, startListening } from "../testing/stripe-cli";

const SECRET = /whsec_[A-Za-z0-9]{32}/;
const secretIn = (text: string): string => SECRET.exec(text)?.[0] ?? "";

describe("stripe listen --forward-to", () => {
  it("forwards the chosen events, byte for byte as signed with the secret it printed", async () => {
    const running = await openEmulator();
    const stripe = clientOf(running);
    const hook = await openWebhook();
    const cli = await startListening(running, "-e", "customer.created", "--forward-to", hook.url);
    const { id } = await stripe.customers.create({ name: "名前 é <b>" });
    await stripe.customers.update(id, { name: "new" });
    await until(() => hook.received.length === 1 && cli.said().includes("[200] POST"));
    const [got] = hook.received;
    const event = stripe.webhooks.constructEvent(got?.body ?? "", got?.signature ?? "", secretIn(cli.said()));
    expect(event).toMatchObject({ type: "customer.created", data: { object: { id, name: "名前 é <b>" } } });
    expect(got?.headers["user-agent"]).toBe("Stripe/1.0 (+https://stripe.com/docs/webhooks)");
    expect(cli.said()).toContain("You are using Stripe API Version [2026-10-28.endive]");
    await cli.stop();
  });

  it("tells each event in both versions and forwards one, and the console shows what was heard", async () => {
    const running = await openEmulator();
    const hook = await openWebhook([500]);
    const cli = await startListening(running, "--all-snapshot", "--forward-to", hook.url);
    await clientOf(running).customers.create({});
    const [session] = running.engine.emulator.cli.all();
    const told = () => [...(session?.conversations.values() ?? [])];
    await until(() => told().some((one) => one.answer !== null) && told().every((one) => one.acknowledged));
    expect(told().map(({ apiVersion, answer }) => [apiVersion, answer?.status])).toEqual([
      [null, 500],
      ["2026-10-28.endive", undefined],
    ]);
    const page = await (await fetch(running.url)).text();
    expect(page).toContain("connected");
    expect(page).toContain(hook.url);
    expect(page).toContain("<td>500</td>");
    await cli.stop();
    await until(() => session?.connected === false);
    expect(hook.received).toHaveLength(1);
  });

  it("with --latest forwards the other rendering, once", async () => {
    const running = await openEmulator();
    const hook = await openWebhook();
    const cli = await startListening(running, "--latest", "--all-snapshot", "--forward-to", hook.url);
    await clientOf(running).customers.create({});
    const [session] = running.engine.emulator.cli.all();
    const told = () => [...(session?.conversations.values() ?? [])];
    await until(() => told().some((one) => one.answer !== null) && told().every((one) => one.acknowledged));
    expect(told().map(({ answer }) => answer?.status)).toEqual([undefined, 200]);
    await cli.stop();
  });

  it("with --use-configured-webhooks forwards what an endpoint enabled, to its path here", async () => {
    const running = await openEmulator();
    const stripe = clientOf(running);
    const hook = await openWebhook();
    await stripe.webhookEndpoints.create({
      url: "http://127.0.0.1:9/hook",
      enabled_events: ["customer.updated"],
    });
    const cli = await startListening(
      running,
      "--all-snapshot",
      "--use-configured-webhooks",
      "--forward-to",
      new URL(hook.url).host,
    );
    const { id } = await stripe.customers.create({});
    await stripe.customers.update(id, { name: "new" });
    await until(() => hook.received.length === 1);
    expect(hook.received[0]?.event.type).toBe("customer.updated");
    await cli.stop();
  });

  it("loses no event while its line is renewed each second", async () => {
    const running = await openEmulator({ cliReconnectSeconds: 1 });
    const stripe = clientOf(running);
    const hook = await openWebhook();
    const cli = await startListening(running, "-e", "customer.created", "--forward-to", hook.url);
    const [session] = running.engine.emulator.cli.all();
    const heard = () => hook.received.map((one) => (one.event.data.object as { id: string }).id);
    // Each is waited for, so that some of them fall into the moment in which the line is away.
    while ((session?.lines ?? 3) < 3) {
      const { id } = await stripe.customers.create({});
      await until(() => heard().includes(id));
    }
    expect(running.engine.emulator.cli.all()).toEqual([session]);
    await cli.stop();
  });
});

describe("stripe events resend", () => {
  it("sends an event again to the CLI alone, or to one endpoint alone", async () => {
    const app = await openWebhook();
    const running = await openEmulator({ webhook: { url: app.url, secret: WEBHOOK_SECRET } });
    const forwarded = await openWebhook();
    const cli = await startListening(running, "-e", "customer.created", "--forward-to", forwarded.url);
    await clientOf(running).customers.create({});
    await until(() => app.received.length === 1 && forwarded.received.length === 1);
    const id = app.received[0]?.event.id ?? "";
    await runCli(running, "events", "resend", id);
    await until(() => forwarded.received.length === 2);
    await runCli(running, "events", "resend", id, "--webhook-endpoint", "app_webhook");
    await until(() => app.received.length === 2);
    expect(forwarded.received.map(({ event }) => event.id)).toEqual([id, id]);
    await cli.stop();
    expect([app.received.length, forwarded.received.length]).toEqual([2, 2]);
  });
});

describe("stripe get and post", () => {
  it("make calls of the API by path or by id", async () => {
    const running = await openEmulator();
    const made = JSON.parse(await runCli(running, "post", "/v1/customers", "-d", "name=Ann"));
    const found = JSON.parse(await runCli(running, "get", made.id));
    expect(found).toMatchObject({ object: "customer", id: made.id, name: "Ann" });
    expect(JSON.parse(await runCli(running, "customers", "list")).data).toEqual([found]);
    expect(await runCli(running, "delete", made.id, "-c")).toContain('"deleted": true');
  });
});

describe("the line of a CLI", () => {
  const knock = (url: string, headers: Record<string, string>, protocol = "stripecli-devproxy-v1") =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(url, protocol, { headers });
      socket.on("open", () => {
        socket.terminate();
        resolve("open");
      });
      socket.on("unexpected-response", (_request, response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (more: string) => {
          body += more;
        });
        response.on("end", () => resolve(body));
      });
      socket.on("error", (error) => resolve(error.message));
    });

  it("is open to whom a session was given, and to no page of another site", async () => {
    const running = await openEmulator();
    const { websocket_id, websocket_url } = JSON.parse(
      await runCli(
        running,
        ...["post", "/v1/stripecli/sessions", "-d", "device_name=a", "-d", "websocket_features[]=webhooks"],
      ),
    );
    const mine = { "Websocket-Id": websocket_id };
    expect(await knock(websocket_url, mine)).toBe("open");
    expect(await knock(websocket_url, { "Websocket-Id": "cliws_other" })).toContain("Unknown WebSocket ID.");
    expect(await knock(websocket_url, { ...mine, Origin: "https://evil.example" })).toContain("Unknown");
    expect(await knock(websocket_url.replace("/subscribe/", "/other/"), mine)).toContain("Unknown");
    expect(await knock(websocket_url, mine, "chat")).not.toBe("open");
  });
});

describe("the CLI's secret", () => {
  it("is the same for each session of a machine", async () => {
    const running = await openEmulator();
    const first = await runCli(running, "listen", "--print-secret", "--skip-update");
    expect(secretIn(first)).toMatch(SECRET);
    expect(await runCli(running, "listen", "--print-secret", "--skip-update")).toBe(first);
  });
});
