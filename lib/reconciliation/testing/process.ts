import { closeClients } from "@/db/client";
import { reconcile } from "../reconcile";

/** For tests: a comparison in a process of its own, against the same database and emulator, so that it can be killed. */
await reconcile({ window: { days: 3 }, graceMs: 0 });
await closeClients();
