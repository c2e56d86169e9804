import { createServer } from "node:net";

const PORTS_TRIED_MAX = 200;
/** Somebody on any of these would take the visitors of `localhost`. */
const HOSTS = ["127.0.0.1", "::1", "::"];
const NOT_ON_THIS_MACHINE = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"]);

/** The first port from `preferred` on that nobody on this machine listens on and that is not in `taken`. */
export async function findFreePort(preferred: number, taken: number[] = []): Promise<number> {
  for (let port = preferred; port < preferred + PORTS_TRIED_MAX && port <= 65_535; port++) {
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new Error(`no free port from ${preferred} on`);
}

async function isFree(port: number): Promise<boolean> {
  for (const host of HOSTS) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      resolve(NOT_ON_THIS_MACHINE.has(error.code ?? "")),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
