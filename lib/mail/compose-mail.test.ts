import { expect, it } from "vitest";
import { composeMail } from "./compose-mail";
import { MAIL_TEXTS } from "./texts";

const link = "https://topup.example.com/reset-password?token=a&b=c";

it("both parts of a mail carry the link, in each language", () => {
  for (const locale of ["en", "zh"] as const) {
    const mail = composeMail("reset_password", { to: "a@example.com", name: "Ada", link, locale });
    expect(mail.subject).toBe(MAIL_TEXTS[locale].reset_password.subject);
    expect(mail.text.split("\n")).toContain(link);
    expect(mail.html).toContain('href="https://topup.example.com/reset-password?token=a&#38;b=c"');
  }
});

it("a name cannot bring markup into a mail", () => {
  const name = '<img src=x onerror="alert(1)">';
  const { html } = composeMail("verify_email", { to: "a@example.com", name, link, locale: "en" });
  expect(html).not.toContain("<img");
});
