import { startDatabase } from "../../embedded";

/** Starts the database of a folder, tells its process number, and waits to be killed. */
const { pid } = await startDatabase({
  folder: process.argv[2] ?? "",
  port: Number(process.argv[3]),
  durable: false,
});
process.stdout.write(`${pid}\n`);
setInterval(() => {}, 60_000);
