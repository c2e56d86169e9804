import { newId, randomText } from "../store/ids";
import type { CliSessionRecord } from "../store/records";
import type { Store } from "../store/store";
import { CliSession, type Line } from "./session";

/** A CLI that lost its line is back within a second or two, or it has ended. */
const KEPT_WITHOUT_LINE_MS = 30_000;

/**
 * Every `stripe listen` that hears this emulator. They outlive a restart: a CLI comes back within two seconds to a
 * session that is known, and waits for ten before it asks for a new one. What was under way then is not told again.
 */
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
    const id = newId("cliws");
    return this.#keep(this.store.put("cli_session", id, { id, device, forwardTo }), this.secretOf(device));
  }

  /** Takes up the sessions of before a restart. */
  resume(): void {
    this.store.transaction(() => {
      for (const one of this.store.newest("cli_session")) this.#keep(one, this.secretOf(one.device));
    });
  }

  /** Inside a transaction. */
  secretOf(device: string): string {
    const known = this.store.get("cli_device", device);
    const { secret } =
      known ?? this.store.put("cli_device", device, { id: device, secret: `whsec_${randomText(32)}` });
    return secret;
  }

  connect(session: CliSession, line: Line): void {
    clearTimeout(this.#ends.get(session.record.id));
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
    for (const session of this.#sessions.values()) session.clear();
  }

  close(): void {
    for (const end of this.#ends.values()) clearTimeout(end);
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  #endLater({ record: { id } }: CliSession): void {
    clearTimeout(this.#ends.get(id));
    const end = setTimeout(() => {
      this.#ends.delete(id);
      this.#sessions.delete(id);
      this.store.transaction(() => this.store.delete("cli_session", id));
    }, KEPT_WITHOUT_LINE_MS);
    this.#ends.set(id, end.unref());
  }

  #keep(record: CliSessionRecord, secret: string): CliSession {
    const session = new CliSession(this.store, record, secret);
    this.#sessions.set(record.id, session);
    this.#endLater(session);
    return session;
  }
}
