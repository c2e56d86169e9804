import { log } from "@/lib/platform/log";

/** What a watcher is told: the wallet's version, each time it is higher than the one it knows. */
export type Hear = (version: number) => void;

/** The versions of some wallets, in one query however many they are. */
export type ReadVersions = (walletIds: string[]) => Promise<Map<string, number>>;

/** Tells watchers of new versions; `stop` is what `watch` gives back, and may be called more than once. */
export type WalletWatch = { watch: (walletId: string, since: number, hear: Hear) => () => void };

type Watcher = { walletId: string; known: number; hear: Hear };

const TICK_MS = 250;
/** While the database is away, asking it four times a second helps nobody. */
const TICK_MS_MAX = 5_000;

/**
 * One poller for all who watch in this process: it reads the versions of their wallets in one query a tick, and
 * sleeps while nobody watches. A version is never told twice to one watcher, and never one that is lower.
 */
export function createWalletWatch(readVersions: ReadVersions, tickMs = TICK_MS): WalletWatch {
  const watchers = new Set<Watcher>();
  let isRunning = false;
  let pauseMs = tickMs;

  async function tick(): Promise<void> {
    try {
      tellAll(watchers, await readVersions([...new Set([...watchers].map(({ walletId }) => walletId))]));
      pauseMs = tickMs;
    } catch (error) {
      log.warn({ error, watchers: watchers.size }, "live_versions_unreadable");
      pauseMs = Math.min(TICK_MS_MAX, pauseMs * 2);
    }
    isRunning = watchers.size > 0;
    if (isRunning) setTimeout(tick, pauseMs);
  }

  return {
    watch(walletId, since, hear) {
      const watcher = { walletId, known: since, hear };
      watchers.add(watcher);
      if (!isRunning) setTimeout(tick, 0);
      isRunning = true;
      return () => void watchers.delete(watcher);
    },
  };
}

function tellAll(watchers: Set<Watcher>, versions: Map<string, number>): void {
  for (const watcher of watchers) {
    const version = versions.get(watcher.walletId);
    if (version === undefined || version <= watcher.known) continue;
    watcher.known = version;
    watcher.hear(version);
  }
}
