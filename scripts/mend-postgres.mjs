import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Mends postgres.js 3.4.9, which does not live through the end of a connection within a transaction. Runs after
 * `npm install`. Plain JavaScript, because it runs before anything else can be relied on.
 *
 * Unmended, a database that restarts ends this process, by an exception nobody can catch, or leaves connections that
 * wait for ever (porsager/postgres, issues 1066, 1154 and 1208). See docs/decisions/0023. When a release mends it,
 * the text below is no longer found, this script says so, and it can go.
 */
const MENDS = [
  // A transaction that has lost its connection must not write to it: it is closed, or somebody else's by then.
  [
    "index.js",
    `    let savepoints = 0
      , connection
      , prepare = null
`,
    `    let savepoints = 0
      , connection
      , prepare = null
      , lost = null
`,
  ],
  [
    "index.js",
    "new Promise((_, reject) => connection.onclose = reject)",
    "new Promise((_, reject) => connection.onclose = e => (lost = e, reject(e)))",
  ],
  [
    "index.js",
    `        q.catch(e => uncaughtError || (uncaughtError = e))
`,
    `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
`,
  ],
  // What was about to be written when the connection ended must neither be written to nothing nor to the next one, whose first
  // question must not be answered with the error that ended the last one.
  [
    "connection.js",
    `    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x
`,
    `    const x = chunk
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    if (!socket)
      return error(Errors.connection('CONNECTION_CLOSED', options, socket)), false
    return socket.write(x, fn)
`,
  ],
  [
    "connection.js",
    `    incomings = null
    clearImmediate(nextWriteTimer)
`,
    `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = errorResponse = null
`,
  ],
  // Nobody answers on the next connection what was asked on this one; left in line, it would take the others' answers.
  [
    "connection.js",
    `    socket = null

    if (initial)
`,
    `    socket = null

    const unanswered = query ? [query] : []
    while (sent.length)
      unanswered.push(sent.shift())
    query = null
    unanswered.forEach(q => queryError(q, Errors.connection('CONNECTION_CLOSED', options, socket)))

    if (initial)
`,
  ],
  // The question about types has nobody who waits for its answer. Who opened the connection hears of its end.
  [
    "connection.js",
    "        return fetchArrayTypes()\n",
    "        return fetchArrayTypes().catch(() => {})\n",
  ],
  // Where one connection is refused and none works, all that waits in line would be refused too, one by one and at the pace of
  // the next tries. It is told at once. See docs/decisions/0051.
  [
    "connection.js",
    "    initial && (queryError(initial, err), initial = null)\n",
    "    initial && (connection.refused = err, queryError(initial, err), initial = null)\n",
  ],
  [
    "index.js",
    `    options.onclose && options.onclose(c.id)
    queries.length && connect(c, queries.shift())
`,
    `    options.onclose && options.onclose(c.id)
    const refused = c.refused
    c.refused = null
    if (refused && !open.length && !busy.length && !full.length && !reserved.length)
      while (queries.length)
        queries.shift().reject(refused)
    queries.length && connect(c, queries.shift())
`,
  ],
];

const main = createRequire(import.meta.url).resolve("postgres");
const packageFolder = dirname(dirname(dirname(main)));

for (const variant of ["src", "cjs/src"])
  for (const [name, before, after] of MENDS) {
    const file = join(packageFolder, variant, name);
    const text = readFileSync(file, "utf8");
    if (text.includes(after)) continue;
    if (text.split(before).length !== 2)
      throw new Error(
        `${file} is not the postgres.js that this mends.\n` +
          "Cure: see whether its release notes speak of connections that end within a transaction, then mend or drop this.",
      );
    writeFileSync(file, text.replace(before, after));
  }
