import { appendFileSync } from "node:fs";
import { signal } from "@/db/embedded/processes";
import { type Child, startChild, tailOf } from "@/scripts/run/children";

type Settings = { file: string; logFile: string; env: Record<string, string> };

/** The app under trial: started, killed, and started again on the same port, as often as one likes. */
export class AppProcess {
  #child: Child | null = null;
  #isUp: Promise<void> = Promise.resolve();
  /** Nobody is told of a death that was wanted. */
  #mayDie = false;

  constructor(
    readonly settings: Settings,
    private readonly onDeath: (log: string) => void,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.settings.env.PORT}`;
  }

  /** For who got no answer: it is worth asking again. */
  untilUp(): Promise<void> {
    return this.#isUp;
  }

  /** On another database, if one is named. */
  start(databaseUrl?: string): Promise<void> {
    if (databaseUrl) this.settings.env.DATABASE_URL = databaseUrl;
    this.#isUp = this.#start();
    return this.#isUp;
  }

  async #start(): Promise<void> {
    const { file, logFile, env } = this.settings;
    let isReady = () => {};
    const ready = new Promise<void>((resolve) => {
      isReady = resolve;
    });
    const output = (text: string) => {
      appendFileSync(logFile, text);
      if (text.includes("app ready")) isReady();
    };
    const args = ["--enable-source-maps", file];
    const child = startChild({ name: "app", args, env: { ...process.env, ...env }, output });
    this.#mayDie = false;
    this.#child = child;
    const died = child.ended.then(() => "died" as const);
    if ((await Promise.race([ready, died])) === "died")
      throw new Error(`the app did not start. It said:\n${tailOf(logFile)}`);
    void died.then(() => {
      if (this.#child === child && !this.#mayDie) this.onDeath(tailOf(logFile));
    });
  }

  /** Ends it as a machine without power would. */
  async kill(): Promise<void> {
    this.#mayDie = true;
    if (this.#child) signal(-this.#child.pid, "SIGKILL");
    await this.#bury();
  }

  /** Lets it die at that point when it comes there. False when it is dead already. */
  async arm(point: string): Promise<boolean> {
    this.#mayDie = true;
    const armed = await fetch(`${this.url}/crash`, { method: "POST", body: point }).catch(() => null);
    this.#mayDie = point !== "";
    return armed?.ok ?? false;
  }

  /** Settles when the process that runs now has ended. */
  async untilEnded(): Promise<void> {
    await this.#child?.ended;
  }

  /** The watchdog is told as well, so that it does not end a stranger who gets the number. */
  async #bury(): Promise<void> {
    await this.#child?.ended;
    await this.#child?.stop();
  }
}
