import { randomText } from "../store/ids";
import type { Store } from "../store/store";
import { CliSession, type Line } from "./session";

/** A CLI that lost its line is back within a second or two, or it has ended. */
const KEPT_WITHOUT_LINE_MS = 30_000;

/** Every `stripe listen` that hears this emulator. They are not kept over a restart: the CLI then asks for a new one. */
export class CliSessions {
  readonly #sessions = new Map<string, CliSession>();
  readonly #ends = new Map<string, NodeJS.Timeout>();

  constructor(readonly store: Store) {}

  get listening(): boolean {
    return this.#sessions.size > 0;
  }

  all(): CliSession[] {
    return [...this.#sessions.values()];
  }

  find(id: string): CliSession | null {
    return this.#sessions.get(id) ?? null;
  }

  /**
   * A session for a CLI that is about to connect; events wait for it from now on. The signing secret belongs to the
   * device and stays the same, as at Stripe: who put it into an app's settings is not asked again.
   */
  open(device: string, forwardTo: string | null): CliSession {
    const session = new CliSession(this.store, device, this.secretOf(device), forwardTo);
    this.#sessions.set(session.id, session);
    this.#endLater(session);
    return session;
  }

  /** Inside a transaction. */
  secretOf(device: string): string {
    const known = this.store.get("cli_device", device);
    const { secret } =
      known ?? this.store.put("cli_device", device, { id: device, secret: `whsec_${randomText(32)}` });
    return secret;
  }

  connect(session: CliSession, line: Line): void {
    clearTimeout(this.#ends.get(session.id));
    session.connect(line);
  }

  disconnect(session: CliSession, line: Line): void {
    if (session.disconnect(line)) this.#endLater(session);
  }

  /** Tells every CLI of an event that is on disk. */
  announce(id: string): void {
    const event = this.store.get("event", id);
    if (event === undefined) return;
    for (const session of this.#sessions.values()) session.tell(event);
  }

  /** Forgets what was said, as when the store is emptied; the CLIs stay. */
  clear(): void {
    for (const session of this.#sessions.values()) session.conversations.clear();
  }

  close(): void {
    for (const end of this.#ends.values()) clearTimeout(end);
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  #endLater(session: CliSession): void {
    clearTimeout(this.#ends.get(session.id));
    const end = setTimeout(() => {
      this.#ends.delete(session.id);
      this.#sessions.delete(session.id);
    }, KEPT_WITHOUT_LINE_MS);
    this.#ends.set(session.id, end.unref());
  }
}
