import { sql } from "@/db/client";
import { toCursor } from "@/lib/api/cursor";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { fire, type Round } from "./cannon";
import { atLeast, atMost, type Figure, median, told } from "./figures";
import { type History, makeHistory, walletIdAt } from "./make-history";
import type { Stage } from "./stage";

const SMALL: History = { wallets: 89, entriesEach: 100, entriesOfFirst: 1_200, withFacts: true };
/** The same a thousand times: ten million entries, of which one wallet has more than a million. */
const LARGE: History = { wallets: 88_001, entriesEach: 100, entriesOfFirst: 1_200_000, withFacts: false };
const DEPTH = 1_000_000;

const ROUNDS = 9;
const WARM_UP = 1_000;
const PER_ROUND = 1_500;
const CONNECTIONS = 8;
const WALLET = "/api/v1/wallet";
const BALANCE_TIMES_MAX = 1.1;
const DEPTH_TIMES_MAX = 1.2;
const NOT_MODIFIED_MIN = 0.8;

type Place = { url: string; path: string; headers: Record<string, string>; status: "2xx" | "304" };

/** Reads through the API, of the wallet with the longest history, in a small and in a large ledger. */
export async function benchApi(stage: Stage): Promise<Figure[]> {
  const bare = await stage.startBare();
  const small = await startWith(stage, SMALL);
  const large = await startWith(stage, LARGE);
  const deep = `${WALLET}/entries?cursor=${toCursor(LARGE.entriesOfFirst - DEPTH)}`;
  const plain = {
    url: bare.url,
    path: "/plain",
    headers: { "if-none-match": '"1"' },
    status: "304",
  } as const;
  const known = { ...large.headers, "if-none-match": await etagOf({ ...large, path: WALLET }) };
  const balance = await compare({ ...large, path: WALLET }, { ...small, path: WALLET });
  const pages = await compare({ ...large, path: deep }, { ...large, path: `${WALLET}/entries` });
  const same = await compare({ ...large, path: WALLET, headers: known, status: "304" }, plain);
  return [
    told("api: balance read, ms of the server each, 10 million entries", balance.ms),
    told("api: balance read, ms of the server each, 10 thousand entries", balance.msOther),
    atMost("api: balance read, 10 million / 10 thousand entries", balance.times, BALANCE_TIMES_MAX),
    told("api: entries page, ms of the server each, a million entries deep", pages.ms),
    told("api: entries page, ms of the server each, the newest", pages.msOther),
    atMost("api: entries page, a million deep / the newest", pages.times, DEPTH_TIMES_MAX),
    told("api: 304 per second", 1000 / same.ms),
    told("api: 304 of a bare route per second", 1000 / same.msOther),
    atLeast("api: 304 / bare", 1 / same.times, NOT_MODIFIED_MIN),
  ];
}

async function startWith(stage: Stage, history: History): Promise<Omit<Place, "path">> {
  await stage.openDatabase({ durable: false });
  await makeHistory(history);
  await mustHold(history);
  const scopes = ["wallet:read"] as const;
  const made = await createApiKey({ walletId: walletIdAt(0), name: "bench", scopes, expiresAt: null });
  if (!made.ok) throw new Error(`no API key: ${made.refusal}`);
  const { url } = await stage.startTopup();
  return { url, headers: { authorization: `Bearer ${made.key}` }, status: "2xx" };
}

/**
 * The generator writes both histories alike, so all invariants are run on the small one. On the large one they would
 * take minutes; there, the totals and numbers of the wallet that is read are compared with its entries.
 */
async function mustHold({ withFacts, entriesOfFirst }: History): Promise<void> {
  const violations = withFacts ? await checkInvariants() : [];
  if (violations.length > 0) throw new Error(`broken invariants: ${JSON.stringify(violations)}`);
  const [row] = await sql()<{ left: number; available: number; count: number; version: number }[]>`
    select sum(case 'available' when to_bucket then amount when from_bucket then -amount else 0 end)::bigint as left,
           wallets.available, count(*) as count, wallets.version
    from wallets join ledger_entries on wallet_id = wallets.id
    where wallets.id = ${walletIdAt(0)} group by wallets.id`;
  if (row?.left !== row?.available || row?.count !== entriesOfFirst || row?.version !== entriesOfFirst)
    throw new Error(`the history is not consistent: ${JSON.stringify(row)}`);
}

/** The time for each answer at two places in alternate rounds, and how many times the other's the first one's is. */
async function compare(one: Place, other: Place) {
  await get(one, WARM_UP);
  await get(other, WARM_UP);
  const rounds: { ms: number; msOther: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ msOther: (await get(other, PER_ROUND)).msEach, ms: (await get(one, PER_ROUND)).msEach });
  return {
    ms: median(rounds.map(({ ms }) => ms)),
    msOther: median(rounds.map(({ msOther }) => msOther)),
    times: median(rounds.map(({ ms, msOther }) => ms / msOther)),
  };
}

async function etagOf({ url, path, headers }: Place): Promise<string> {
  const etag = (await fetch(url + path, { headers })).headers.get("etag");
  if (!etag) throw new Error(`${path} has no ETag`);
  return etag;
}

function get({ url, path, headers, status }: Place, amount: number): Promise<Round> {
  return fire(url, {
    connections: CONNECTIONS,
    amount,
    status,
    request: () => ({ method: "GET", path, headers }),
  });
}
