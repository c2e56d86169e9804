import { createServer as createTlsServer } from "node:https";
import { text } from "node:stream/consumers";
import { beforeEach, describe, expect, test } from "vitest";
import { useClock } from "@/lib/platform/clock";
import { type Env, env, forgetEnv } from "@/lib/platform/env";
import { guardDoor } from "@/lib/stripe/door";
import { checkProbe } from "./check-probe";
import type { FindingName } from "./finding";
import { closeServersAfterEach, serve, serverOfOurs, serverSaying, serverThat } from "./testing";

closeServersAfterEach();

const SECRET = "whsec_test0000000000000000";
const PATH = "/stripe/subscription-webhook";
const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json" };

beforeEach(() => {
  Object.assign(process.env, {
    NODE_ENV: "test",
    DATABASE_URL: "postgres://topup@127.0.0.1:2/none",
    STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
    STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
    STRIPE_WEBHOOK_SECRET: SECRET,
    AUTH_SECRET: "only-for-tests-0123456789abcdef0123456789",
    APP_URL: "https://shop.example",
  });
  forgetEnv();
});

/** What the doctor at `https://shop.example` finds when deliveries go to this server. */
async function probe(server: string, changed: Partial<Env["stripe"]> = {}, timeoutMs?: number) {
  const here = { ...env(), stripe: { ...env().stripe, ...changed } };
  return checkProbe(here, `${server}${PATH}`, timeoutMs);
}

async function nameFor(server: string, changed: Partial<Env["stripe"]> = {}): Promise<string[]> {
  return (await probe(server, changed)).map(({ name }) => name);
}

describe("a probe arrives", () => {
  test("at our own route, with every secret, and through a query that lets it in", async () => {
    const server = await serverOfOurs();
    expect(await nameFor(server)).toEqual(["probe_arrived"]);
    process.env.STRIPE_WEBHOOK_SECRET = `whsec_old0000000000000,${SECRET}`;
    forgetEnv();
    expect(await nameFor(server)).toEqual(["probe_arrived"]);
    const [finding] = await checkProbe(env(), `${server}${PATH}?x-vercel-protection-bypass=letmein`);
    expect(finding).toMatchObject({ name: "probe_arrived", facts: { url: `${server}${PATH}` } });
  });
});

describe("whoever stands in the way is named", () => {
  const answers: [string, number, Record<string, string>, string, FindingName][] = [
    [
      "a redirect to https",
      308,
      { location: "https://shop.example/stripe/subscription-webhook" },
      "",
      "probe_sent_to_another_host",
    ],
    [
      "a redirect to www",
      301,
      { location: "https://www.shop.example/stripe/subscription-webhook" },
      "",
      "probe_sent_to_another_host",
    ],
    ["a redirect to a path with a slash", 308, { location: `${PATH}/` }, "", "probe_sent_to_another_path"],
    ["a redirect to a language", 307, { location: `/en${PATH}` }, "", "probe_sent_to_another_path"],
    ["a redirect to nowhere", 302, {}, "", "probe_sent_to_another_path"],
    ["a page to sign in", 307, { location: "/sign-in?return=%2F" }, "", "probe_sent_to_sign_in"],
    [
      "a deployment's protection that redirects",
      302,
      { location: "https://vercel.com/sso-api?url=https%3A%2F%2Fshop.example" },
      "",
      "probe_stopped_by_deployment_protection",
    ],
    [
      "a deployment's protection",
      401,
      { ...HTML, server: "Vercel", "set-cookie": "_vercel_sso_nonce=x; Path=/" },
      "<!doctype html><title>Authentication Required</title>",
      "probe_stopped_by_deployment_protection",
    ],
    [
      "a password",
      401,
      { "www-authenticate": 'Basic realm="staging"' },
      "Unauthorized",
      "probe_stopped_by_a_guard",
    ],
    ["a firewall", 403, HTML, "<html>Forbidden</html>", "probe_stopped_by_a_guard"],
    [
      "a check for robots",
      403,
      { ...HTML, "cf-mitigated": "challenge" },
      "<html></html>",
      "probe_challenged",
    ],
    [
      "a deployment that is gone",
      404,
      { "x-vercel-error": "DEPLOYMENT_NOT_FOUND" },
      "The deployment could not be found",
      "probe_found_no_deployment",
    ],
    ["another app without the route", 404, HTML, "<!doctype html>Not found", "probe_found_no_route"],
    ["a route that takes no POST", 405, { allow: "GET" }, "", "probe_method_refused"],
    ["a limit on requests", 429, {}, "Too many requests", "probe_throttled"],
    ["a proxy without a server", 502, HTML, "<html>Bad Gateway</html>", "probe_gateway_failed"],
    ["a function that took too long", 504, {}, "FUNCTION_INVOCATION_TIMEOUT", "probe_gateway_failed"],
    ["a server that failed", 500, HTML, "<html>Internal Server Error</html>", "probe_server_failed"],
    ["a server under maintenance", 503, HTML, "<html>Back soon</html>", "probe_server_failed"],
    ["a size limit", 413, {}, "", "probe_refused"],
    [
      "a single-page app that answers everything",
      200,
      HTML,
      "<!doctype html><div id=root></div>",
      "probe_answered_by_a_page",
    ],
    ["a page without its type", 200, {}, "\n<html><body>parked</body></html>", "probe_answered_by_a_page"],
    ["somebody else's webhook", 200, JSON_TYPE, '{"ok":true}', "probe_answered_by_a_stranger"],
    ["an empty 200", 200, {}, "", "probe_answered_by_a_stranger"],
    [
      "our answer to another event, from a cache",
      200,
      JSON_TYPE,
      '{"received":true,"event":"evt_1","outcome":"probed"}',
      "probe_answered_by_a_stranger",
    ],
    [
      "a server of ours without a secret",
      503,
      JSON_TYPE,
      '{"received":false,"error":"webhook_secret_missing"}',
      "probe_door_closed",
    ],
    [
      "a server of ours whose database belongs to somebody else",
      503,
      JSON_TYPE,
      '{"received":false,"error":"foreign_database"}',
      "probe_database_foreign",
    ],
    [
      "a refusal of ours that says more itself",
      400,
      JSON_TYPE,
      '{"received":false,"error":"body_not_json"}',
      "probe_refused",
    ],
  ];

  test.each(answers)("%s", async (_, status, headers, body, name) => {
    expect(await nameFor(await serverSaying(status, headers, body))).toEqual([name]);
  });

  test("a redirect is told with where it leads, without its query", async () => {
    const location =
      "https://www.shop.example/stripe/subscription-webhook?x-vercel-protection-bypass=letmein";
    const [finding] = await probe(await serverSaying(308, { location }));
    expect(finding?.facts).toMatchObject({
      status: 308,
      to: `https://www.shop.example${PATH}`,
      origin: "https://www.shop.example",
    });
  });

  test("a server of an older version of ours, which took the probe for an event", async () => {
    const server = await serverThat(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const { id } = JSON.parse(body) as { id: string };
      const answer = { received: true, event: id, outcome: "ignored: no handler for topup.probe" };
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(answer));
    });
    expect(await nameFor(server)).toEqual(["probe_not_known_there"]);
  });

  test("a server with another secret, also when one of two is right", async () => {
    const server = await serverOfOurs();
    const secrets = ["whsec_another0000000000"];
    expect(await nameFor(server, { webhookSecrets: secrets })).toEqual(["probe_secret_differs"]);
    expect(await nameFor(server, { webhookSecrets: [SECRET, ...secrets] })).toEqual(["probe_secret_differs"]);
  });

  test("a proxy that takes the signature away, and one that writes the body anew", async () => {
    const without = await serverOfOurs((request) => {
      request.headers.delete("stripe-signature");
      return request;
    });
    expect(await nameFor(without)).toEqual(["probe_header_removed"]);
    const rewritten = await serverOfOurs(
      (request) => new Request(request, { method: "POST", body: '{"object":"event"}' }),
    );
    expect(await nameFor(rewritten)).toEqual(["probe_secret_differs"]);
  });

  test("a server whose database belongs to another account, like any delivery to it", async () => {
    guardDoor(async () => ({ open: false, fault: "database_of_other_account" }));
    expect(await nameFor(await serverOfOurs())).toEqual(["probe_database_foreign"]);
    guardDoor(null);
  });

  test("a server of the other mode", async () => {
    const server = await serverOfOurs((request) => {
      Object.assign(process.env, {
        STRIPE_SECRET_KEY: "sk_live_51QxAbCdEfGhIjKl0000",
        STRIPE_PUBLISHABLE_KEY: "pk_live_51QxAbCdEfGhIjKl0000",
        NODE_ENV: "production",
      });
      forgetEnv();
      return request;
    });
    expect(await nameFor(server)).toEqual(["probe_mode_differs"]);
  });

  test("a server whose clock is ahead, and one whose clock is behind", async () => {
    for (const [minutes, name] of [
      [10, "probe_clock_there_ahead"],
      [-10, "probe_clock_there_behind"],
    ] as const) {
      let restore = () => {};
      const server = await serverOfOurs((request) => {
        const at = Date.now() + minutes * 60_000;
        restore = useClock(() => at);
        return request;
      });
      expect(await nameFor(server)).toEqual([name]);
      restore();
    }
  });

  test("a domain that leads to a server of another environment with the same secret", async () => {
    const server = await serverOfOurs((request) => {
      process.env.APP_URL = "https://staging.example";
      forgetEnv();
      return request;
    });
    const [finding] = await probe(server);
    expect(finding).toMatchObject({
      name: "probe_taken_by_another_environment",
      facts: { there: "https://staging.example", here: "https://shop.example" },
    });
  });
});

describe("nobody answers, and why is named", () => {
  test("a name that nobody knows", async () => {
    expect(await nameFor(`http://${"a".repeat(64)}.example`)).toEqual(["probe_name_unknown"]);
  });

  test("a port where nothing listens", async () => {
    expect(await nameFor("http://127.0.0.1:2")).toEqual(["probe_connection_refused"]);
  });

  test("a server that hangs up", async () => {
    expect(await nameFor(await serverThat((request) => request.socket.destroy()))).toEqual([
      "probe_connection_broken",
    ]);
  });

  test("a server that says nothing", async () => {
    const server = await serverThat(() => {});
    expect((await probe(server, {}, 300)).map(({ name }) => name)).toEqual(["probe_timed_out"]);
  });

  test("a server that begins to answer and never ends", async () => {
    const server = await serverThat((_, response) => void response.writeHead(200).write("<html>"));
    expect((await probe(server, {}, 2000)).map(({ name }) => name)).toEqual(["probe_timed_out"]);
  });

  test("a certificate that nobody vouches for", async () => {
    const address = await serve(createTlsServer({ key: KEY, cert: CERTIFICATE }));
    expect(await probe(`https://${address}`)).toMatchObject([
      { name: "probe_certificate_refused", facts: { code: expect.stringMatching(/CERT/) } },
    ]);
  });

  test("plain http behind an https address", async () => {
    const server = await serverOfOurs();
    expect(await nameFor(server.replace("http:", "https:"))).toEqual(["probe_not_tls"]);
  });
});

test("without a secret or an address nothing is sent, and that is said", async () => {
  expect(await checkProbe(env(), null)).toMatchObject([{ name: "probe_not_sent" }]);
  expect(await nameFor("http://127.0.0.1:2", { webhookSecrets: [] })).toEqual(["probe_not_sent"]);
});

test.each([
  ["constructor", "constructor"],
  ["\u001b[2Jnothing is wrong", "none"],
  ["x".repeat(300), "none"],
])(
  "a fault of which we know nothing is told when it is a name, and nothing else is: %j",
  async (error, told) => {
    const body = JSON.stringify({ received: false, error });
    const [finding] = await probe(await serverSaying(400, JSON_TYPE, body));
    expect(finding).toMatchObject({ name: "probe_refused", facts: { error: told } });
  },
);

test("an address that is none is not repeated either", async () => {
  const server = await serverThat(async (request, response) => {
    const { id } = JSON.parse(await text(request));
    const answer = { received: true, event: id, probe: { address: "\u001b[2Jhttps://shop.example" } };
    response.writeHead(200, JSON_TYPE).end(JSON.stringify(answer));
  });
  const [finding] = await probe(server);
  expect(finding).toMatchObject({ name: "probe_taken_by_another_environment", facts: { there: "none" } });
});

test("no finding tells a secret or what lets Stripe in", async () => {
  const findings = await Promise.all([
    checkProbe(env(), `http://127.0.0.1:2${PATH}?x-vercel-protection-bypass=letmein`),
    checkProbe(env(), `${await serverSaying(401, HTML, SECRET)}${PATH}?x-vercel-protection-bypass=letmein`),
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/letmein|whsec_/);
});

/** Signed by itself, for the test server alone. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8KC/zxDU+zAbQ4PP
xDhVhkuj+D7OJB+X1T9opiMQUSmhRANCAASP1uE6jLc+Xlrw3wDbTS7HFKOMr+tH
8k75NxLkALi73WgS84EaLcRzp31KHSchH2J/vtCWeSmF2/cZ7keZchab
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUEv51UPGRq0KcAlblVStzaDk7tGwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA4NTkxOFoYDzIxMjYxMDI5
MDg1OTE4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASP1uE6jLc+Xlrw3wDbTS7HFKOMr+tH8k75NxLkALi73WgS84EaLcRz
p31KHSchH2J/vtCWeSmF2/cZ7keZchabo1MwUTAdBgNVHQ4EFgQUUd52qO9z8MjY
Te4FSFfK5sWXHC0wHwYDVR0jBBgwFoAUUd52qO9z8MjYTe4FSFfK5sWXHC0wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiA0+xdWOXSJs8FORwCldVGN
Rf1LHCFXcdPGmC1OQMZz5AIgSRcpx/y52YFb2VyNT+JfEPm4qMm8tkrsplueM6fh
weo=
-----END CERTIFICATE-----`;
