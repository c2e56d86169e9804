/** The words of each mail. They live here and not in `messages`, because `lib` knows no page library. */
export type MailText = {
  subject: string;
  greeting: (name: string) => string;
  lines: string[];
  button: string;
  footer: string[];
};

export type MailKind = "reset_password" | "verify_email";

const en: Record<MailKind, MailText> = {
  reset_password: {
    subject: "Choose a new password for Topup",
    greeting: (name) => `Hello ${name},`,
    lines: ["Somebody asked to reset the password of your Topup account. Choose a new one here:"],
    button: "Choose a new password",
    footer: [
      "The link works once, for 30 minutes. After the change, you are signed out on all devices.",
      "If it was not you, ignore this mail: nothing changes.",
    ],
  },
  verify_email: {
    subject: "Confirm your address for Topup",
    greeting: (name) => `Hello ${name},`,
    lines: ["Confirm that this address is yours, so that we can reach you about your payments:"],
    button: "Confirm this address",
    footer: [
      "The link works for 24 hours. You can buy and use credits before you confirm.",
      "If you did not make an account, ignore this mail.",
    ],
  },
};

const zh: Record<MailKind, MailText> = {
  reset_password: {
    subject: "重设你的 Topup 密码",
    greeting: (name) => `${name}，你好：`,
    lines: ["有人申请重设你的 Topup 账户密码。请通过下面的链接设置新密码："],
    button: "设置新密码",
    footer: [
      "链接只能使用一次，30 分钟内有效。修改后，所有设备都会退出登录。",
      "如果不是你本人操作，请忽略这封邮件，账户不会有任何变化。",
    ],
  },
  verify_email: {
    subject: "验证你的 Topup 邮箱",
    greeting: (name) => `${name}，你好：`,
    lines: ["请确认这个邮箱属于你，以便我们就付款事宜与你联系："],
    button: "确认邮箱",
    footer: ["链接 24 小时内有效。确认之前也可以购买和使用积分。", "如果你没有注册账户，请忽略这封邮件。"],
  },
};

export const MAIL_TEXTS = { en, zh };
