const POLL_MS = 5_000;

type Hear = (version: number) => void;

/** Follows the wallet's version while the page is seen: a hidden tab holds no connection open. */
export function watchVersion(since: number, hear: Hear): () => void {
  let known = since;
  let stop = () => {};
  const tell: Hear = (version) => {
    if (version <= known) return;
    known = version;
    hear(version);
  };
  const follow = () => {
    stop();
    stop = document.hidden ? () => {} : listen(known, tell);
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    stop();
  };
}

/** Server-sent events; a browser resumes them by itself, and only when it gives up do we ask now and then. */
function listen(since: number, tell: Hear): () => void {
  const source = new EventSource(`/api/live?since=${since}`);
  let stopPolling = () => {};
  source.addEventListener("version", (event) => tell(Number(event.data)));
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) stopPolling = poll(tell);
  });
  return () => {
    source.close();
    stopPolling();
  };
}

function poll(tell: Hear): () => void {
  const timer = setInterval(async () => {
    // The browser keeps the answer and asks with its ETag, so nothing new costs an empty answer.
    const answer = await fetch("/api/live", { cache: "no-cache" }).catch(() => null);
    if (answer?.ok) tell((await answer.json()).version);
    // Signed out: there is nothing to hear until the person comes back.
    if (answer?.status === 401) clearInterval(timer);
  }, POLL_MS);
  return () => clearInterval(timer);
}
