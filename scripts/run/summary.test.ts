import { expect, test } from "vitest";
import { summary } from "./summary";

const ports = { app: 3000, database: 5432, emulator: 12_111 };
const database = {
  url: "postgres://topup:secret@127.0.0.1:5432/topup",
  port: 5432,
  pid: 1,
  stop: async () => {},
  destroy: async () => {},
};

test("a port that was taken is named beside the one that was chosen", () => {
  const facts = {
    address: "http://localhost:3001",
    emulator: "http://127.0.0.1:12112",
    database: { ...database, port: 5433 },
  };
  const moved = { app: 3001, database: 5433, emulator: 12_112 };
  const text = summary({ ...facts, wanted: ports, ports: moved }, ".topup", "4.0 s");
  for (const port of ["3000", "5432", "12111"]) expect(text).toContain(`(${port} was taken)`);
});

test("the database's password is not shown", () => {
  const text = summary(
    { address: "http://localhost:3000", emulator: null, database, wanted: ports, ports },
    ".topup",
    "4.0 s",
  );
  expect(text).not.toContain("secret");
  expect(text).not.toContain("was taken");
});
