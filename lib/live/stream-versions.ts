import { readVersions } from "./read-versions";
import { createWalletWatch, type WalletWatch } from "./watch-wallets";

/** Proxies close a connection that is silent for longer; browsers ignore these lines. */
const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it comes back with the last version it heard. */
const RETRY_MS = 1_500;

type StreamOptions = {
  walletId: string;
  /** The last version the browser knows; it hears only of higher ones. */
  since: number;
  /** When the stream ends by itself: before the host would cut it, and often enough to ask who is there. */
  lifetimeMs: number;
  watch?: WalletWatch;
};

type Live = { watch: WalletWatch; openStreams: Set<() => void> };

// One poller per process, also when the dev server reloads this module.
const shared = globalThis as typeof globalThis & { topupLive?: Live };

function live(): Live {
  shared.topupLive ??= startLive();
  return shared.topupLive;
}

function startLive(): Live {
  // A server that is asked to end waits for its open answers, and a stream would keep it waiting.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, endStreams);
  return { watch: createWalletWatch(readVersions), openStreams: new Set() };
}

/** Ends every stream of this process. Browsers come back, to whoever answers then. */
export function endStreams(): void {
  for (const end of [...live().openStreams]) end();
}

/** A wallet's versions as server-sent events, each with the version as its id, so that a browser can resume. */
export function streamVersions({ walletId, since, lifetimeMs, watch = live().watch }: StreamOptions) {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      const unwatch = watch.watch(walletId, since, (version) =>
        send(`id: ${version}\nevent: version\ndata: ${version}\n\n`),
      );
      const end = () => {
        stop();
        controller.close();
      };
      const lifetime = setTimeout(end, lifetimeMs);
      stop = () => {
        clearInterval(heartbeat);
        clearTimeout(lifetime);
        unwatch();
        live().openStreams.delete(end);
      };
      live().openStreams.add(end);
      send(`retry: ${RETRY_MS}\n\n`);
    },
    cancel: () => stop(),
  });
}
