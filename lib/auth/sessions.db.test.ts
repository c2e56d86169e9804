import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { changePassword } from "./change-password";
import { listSessions } from "./list-sessions";
import { findPerson } from "./person";
import { revokeOtherSessions, revokeSession } from "./revoke-session";
import { signIn } from "./sign-in";
import { anotherDevice, newcomer, PASSWORD, personOf, visit } from "./testing";

useTestDatabase();

describe("where a person is signed in", () => {
  it("lists each device in words, the present one first, and nobody else's", async () => {
    await newcomer();
    const { person, email } = await newcomer();
    const phone =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
    await signIn(visit({ userAgent: phone }), { email, password: PASSWORD });
    const sessions = await listSessions(person);
    expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
    expect(sessions[1]?.device).toEqual({ browser: "Safari", system: "iPhone" });
  });

  it("a revoked session is signed out at its next request, the others stay", async () => {
    const { person, caller, email } = await newcomer();
    const other = await anotherDevice(email);
    expect(await revokeSession(person, other.person.sessionId)).toEqual({ ok: true });
    expect(await findPerson(other.caller.headers)).toBeNull();
    expect(await findPerson(caller.headers)).not.toBeNull();
  });

  it("somebody else's session cannot be revoked, and is not told from one that never was", async () => {
    const { person } = await newcomer();
    const stranger = await newcomer();
    for (const id of [stranger.person.sessionId, "no-such-session", ""]) {
      expect(await revokeSession(person, id)).toEqual({ ok: false, refusal: "session_missing" });
    }
    expect(await findPerson(stranger.caller.headers)).not.toBeNull();
  });

  it("all others end at once, the present one stays", async () => {
    const { person, caller, email } = await newcomer();
    const others = [await anotherDevice(email), await anotherDevice(email)];
    expect(await revokeOtherSessions(person)).toBe(2);
    for (const other of others) expect(await findPerson(other.caller.headers)).toBeNull();
    expect(await findPerson(caller.headers)).not.toBeNull();
  });
});

describe("changing the password", () => {
  const next = "a new battery horse";

  it("needs the current one", async () => {
    const { person, caller, email } = await newcomer();
    const wrong = { currentPassword: "wrong wrong wrong", newPassword: next };
    expect(await changePassword(caller, person, wrong)).toEqual({ ok: false, refusal: "password_wrong" });
    expect((await signIn(visit(), { email, password: PASSWORD })).ok).toBe(true);
  });

  it("ends every old session, the present cookie's too, and goes on with a new one here", async () => {
    const { person, caller, email } = await newcomer();
    const other = await anotherDevice(email);
    const answer = await changePassword(caller, person, { currentPassword: PASSWORD, newPassword: next });
    if (!answer.ok) throw new Error(answer.refusal);
    expect(await findPerson(other.caller.headers)).toBeNull();
    expect(await findPerson(caller.headers)).toBeNull();
    expect((await personOf(visit({ cookies: answer.cookies }))).userId).toBe(person.userId);
    expect(await signIn(visit(), { email, password: PASSWORD })).toMatchObject({ ok: false });
    expect((await signIn(visit(), { email, password: next })).ok).toBe(true);
  });
});
