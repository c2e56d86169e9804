import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { forgetEnv } from "@/lib/platform/env";
import { listLocalMails } from "./list-local-mails";
import { mailRoute, sendMail } from "./send-mail";

useTestDatabase();

const mail = { to: "ada@example.com", subject: "积分", text: "Hello", html: "<p>Hello</p>" };

function surroundings(values: Record<string, string>): void {
  Object.assign(process.env, values);
  forgetEnv();
}

afterEach(() => {
  for (const name of ["SMTP_URL", "VERCEL"]) delete process.env[name];
  surroundings({ APP_URL: "http://localhost:3000", STRIPE_API_BASE: "http://127.0.0.1:1" });
});

/** As much of a mail server as it takes to receive one mail. */
async function mailServer(): Promise<{ url: string; received: () => string; server: Server }> {
  let received = "";
  const server = createServer((socket) => {
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      received += text;
      if (/^DATA\r\n/m.test(text)) socket.write("354 go on\r\n");
      else if (/^QUIT/m.test(text)) socket.end("221 bye\r\n");
      else if (!/^(EHLO|MAIL|RCPT)/.test(text) && !text.endsWith("\r\n.\r\n")) return;
      else socket.write("250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received: () => received, server };
}

describe("a mail", () => {
  it("stays in the local mailbox, newest first, where there is no mail server", async () => {
    await sendMail(mail);
    await sendMail({ ...mail, subject: "second" });
    expect((await listLocalMails()).map(({ subject }) => subject)).toEqual(["second", "积分"]);
  });

  it("goes to the mail server when there is one, from this site's address", async () => {
    const { url, received, server } = await mailServer();
    surroundings({ SMTP_URL: url, APP_URL: "https://topup.example.com" });
    const before = (await listLocalMails()).length;
    expect(await sendMail(mail)).toEqual({ ok: true });
    expect(received()).toContain("RCPT TO:<ada@example.com>");
    expect(received()).toContain("no-reply@topup.example.com");
    expect(await listLocalMails()).toHaveLength(before);
    server.close();
  });

  it("is refused by name where it cannot be sent, and kept nowhere that others could read", async () => {
    const before = (await listLocalMails()).length;
    const places: Record<string, string>[] = [
      { APP_URL: "https://topup.example.com" },
      { VERCEL: "1", APP_URL: "https://topup.example.com", STRIPE_API_BASE: "" },
    ];
    for (const values of places) {
      surroundings(values);
      expect(mailRoute()).toBe("none");
      expect(await sendMail(mail)).toEqual({ ok: false, refusal: "mail_not_configured" });
    }
    expect(await listLocalMails()).toHaveLength(before);
  });

  it("that the server does not take is an error, not a success", async () => {
    surroundings({ SMTP_URL: "smtp://127.0.0.1:1" });
    await expect(sendMail(mail)).rejects.toThrow();
  });
});
