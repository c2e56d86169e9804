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

// One poller per process, also when the dev server reloads this module.
const shared = globalThis as typeof globalThis & { topupWalletWatch?: WalletWatch };

function sharedWatch(): WalletWatch {
  shared.topupWalletWatch ??= createWalletWatch(readVersions);
  return shared.topupWalletWatch;
}

/** A wallet's versions as server-sent events, each with the version as its id, so that a browser can resume. */
export function streamVersions({ walletId, since, lifetimeMs, watch = sharedWatch() }: StreamOptions) {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      const unwatch = watch.watch(walletId, since, (version) =>
        send(`id: ${version}\nevent: version\ndata: ${version}\n\n`),
      );
      const end = setTimeout(() => {
        stop();
        controller.close();
      }, lifetimeMs);
      stop = () => {
        clearInterval(heartbeat);
        clearTimeout(end);
        unwatch();
      };
      send(`retry: ${RETRY_MS}\n\n`);
    },
    cancel: () => stop(),
  });
}
