import { describe, expect, it } from "vitest";
import { endStreams, streamVersions } from "./stream-versions";
import type { Hear, WalletWatch } from "./watch-wallets";

function fakeWatch() {
  const watching = new Map<string, { since: number; hear: Hear }>();
  const watch: WalletWatch = {
    watch(walletId, since, hear) {
      watching.set(walletId, { since, hear });
      return () => watching.delete(walletId);
    },
  };
  return { watching, watch };
}

describe("the stream of a wallet's versions", () => {
  it("sends each version with itself as id, so that a browser can resume after it", async () => {
    const { watching, watch } = fakeWatch();
    const reader = streamVersions({ walletId: "w1", since: 7, lifetimeMs: 60_000, watch }).getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toMatch(/^retry: \d+\n\n$/);
    expect(watching.get("w1")?.since).toBe(7);
    watching.get("w1")?.hear(8);
    expect(await next()).toBe("id: 8\nevent: version\ndata: 8\n\n");
    await reader.cancel();
  });

  it("watches no longer when the browser went away", async () => {
    const { watching, watch } = fakeWatch();
    await streamVersions({ walletId: "w1", since: 0, lifetimeMs: 60_000, watch }).cancel();
    expect(watching.size).toBe(0);
  });

  it("ends by itself after its lifetime, and watches no longer", async () => {
    const { watching, watch } = fakeWatch();
    const text = await new Response(
      streamVersions({ walletId: "w1", since: 0, lifetimeMs: 5, watch }),
    ).text();
    expect(text).toMatch(/^retry/);
    expect(watching.size).toBe(0);
  });

  it("ends when the process is asked to end, so that nobody waits for it", async () => {
    const { watching, watch } = fakeWatch();
    const texts = ["w1", "w2"].map((walletId) =>
      new Response(streamVersions({ walletId, since: 0, lifetimeMs: 60_000, watch })).text(),
    );
    endStreams();
    await Promise.all(texts);
    expect(watching.size).toBe(0);
  });
});
