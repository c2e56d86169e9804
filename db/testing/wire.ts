import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

type Line = { here: Socket; there: Socket; last: Buffer };

/**
 * For tests: a wire between a client and a server, real connections on both sides, which can be cut, made deaf in one
 * direction, or led to another server, as networks do. It knows nothing of what is said on it.
 */
export class Wire {
  private readonly lines = new Set<Line>();
  private readonly server: Server;
  private isHushed = false;
  private hushAfter: string | null = null;
  private heard = () => {};

  private constructor(private target: number) {
    this.server = createServer((here) => this.take(here));
  }

  static async to(port: number): Promise<Wire> {
    const wire = new Wire(port);
    wire.server.listen(0, "127.0.0.1");
    await once(wire.server, "listening");
    return wire;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The same address, with this wire in between. */
  through(url: string): string {
    const address = new URL(url);
    address.port = String(this.port);
    return address.href;
  }

  /** Leads new connections to another server, as an address does that moves with a failover. */
  leadTo(port: number): void {
    this.target = port;
  }

  /** From now on no answer comes through, and nobody is told. What is asked still arrives. */
  hush(): void {
    this.isHushed = true;
  }

  /** Hushes itself as soon as somebody says this: it arrives, and its answer does not. Resolves then. */
  hushAt(said: string): Promise<void> {
    this.hushAfter = said;
    return new Promise((resolve) => {
      this.heard = resolve;
    });
  }

  /** Breaks all connections; new ones are as good as ever. */
  cut(): void {
    this.isHushed = false;
    this.hushAfter = null;
    for (const { here, there } of this.lines) for (const end of [here, there]) end.resetAndDestroy();
    this.lines.clear();
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, "close");
  }

  private take(here: Socket): void {
    const line = { here, there: connect(this.target, "127.0.0.1"), last: Buffer.alloc(0) };
    this.lines.add(line);
    here.on("data", (chunk) => this.ask(line, chunk));
    line.there.on("data", (chunk) => {
      if (!this.isHushed) line.here.write(chunk);
    });
    for (const end of [here, line.there]) {
      end.on("error", () => {}).on("close", () => this.hangUp(line));
      end.setNoDelay(true);
    }
  }

  private ask(line: Line, chunk: Buffer): void {
    if (this.hushAfter !== null) {
      // A word may lie across two chunks.
      const said = Buffer.concat([line.last, chunk]);
      line.last = said.subarray(-this.hushAfter.length);
      if (said.includes(this.hushAfter)) {
        this.hushAfter = null;
        this.isHushed = true;
        this.heard();
      }
    }
    line.there.write(chunk);
  }

  /** A hushed line stays open on our side: who waits for an answer must not learn that there will be none. */
  private hangUp(line: Line): void {
    this.lines.delete(line);
    line.there.destroy();
    if (!this.isHushed || line.here.destroyed) line.here.destroy();
  }
}
