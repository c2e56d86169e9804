import { newId } from "../store/ids";
import type { CliSessionRecord, EventRecord } from "../store/records";
import type { Store } from "../store/store";
import { type CliMessage, type Conversation, RENDERINGS, webhookFrame } from "./frames";

/** A CLI's line, whatever carries it. */
export interface Line {
  send(text: string): void;
  close(): void;
}

const KEPT = 5000;

/**
 * One `stripe listen`. An event waits until the CLI says that it has it, so the line may break and come back, as it
 * does each minute on purpose, and nothing is lost in between.
 */
export class CliSession {
  /** What was told to this CLI, oldest first; old conversations are forgotten. */
  readonly conversations = new Map<string, Conversation>();
  /** How many lines it has had, one after the other. */
  lines = 0;
  #line: Line | null = null;

  constructor(
    readonly store: Store,
    readonly record: CliSessionRecord,
    readonly secret: string,
  ) {}

  get connected(): boolean {
    return this.#line !== null;
  }

  /** Takes the place of an older line, and says what that one did not get through. */
  connect(line: Line): void {
    this.#line?.close();
    this.#line = line;
    this.lines += 1;
    for (const one of this.conversations.values()) if (!one.acknowledged) this.#send(one);
  }

  /** True when it was this session's line and none took its place. */
  disconnect(line: Line): boolean {
    if (this.#line !== line) return false;
    this.#line = null;
    return true;
  }

  tell(event: EventRecord): void {
    for (const apiVersion of RENDERINGS) {
      const one: Conversation = {
        ...{ id: newId("wc"), webhook: newId("wh"), event: event.id, type: event.type, apiVersion },
        ...{ sentAt: null, acknowledged: false, answer: null },
      };
      this.conversations.set(one.id, one);
      this.#send(one);
    }
    for (const id of this.conversations.keys()) {
      if (this.conversations.size <= KEPT) break;
      this.conversations.delete(id);
    }
  }

  hear(said: CliMessage): void {
    const one = this.conversations.get(said.webhook_conversation_id);
    if (one === undefined) return;
    one.acknowledged = true;
    if (said.type === "webhook_response")
      one.answer = { url: said.forward_url, status: said.status, body: said.body };
  }

  /** Forgets what was said; the line stays. */
  clear(): void {
    this.conversations.clear();
  }

  close(): void {
    this.#line?.close();
    this.#line = null;
  }

  #send(one: Conversation): void {
    const event = this.store.get("event", one.event);
    if (this.#line === null || event === undefined) return;
    one.sentAt = Date.now();
    this.#line.send(webhookFrame(this.store, event, one, this.secret));
  }
}
