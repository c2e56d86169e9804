import type { MailText } from "@/lib/mail/texts";
import type { NoticeKind } from "./notice";

/** The facts of a mail in the reader's language; dates as days, null where there is none. */
export type NoticeWords = {
  plan: string;
  amount: string;
  at: string | null;
  nextAttemptAt: string | null;
  graceUntil: string | null;
};

type Texts = Record<NoticeKind, (words: NoticeWords) => MailText>;

const en: Texts = {
  payment_failed: ({ plan, amount, nextAttemptAt, graceUntil }) => ({
    subject: `Your ${plan} could not be renewed`,
    greeting: (name) => `Hello ${name},`,
    lines: [
      `The payment of ${amount} for your ${plan} did not go through, so nothing was charged and this period's credits have not come yet.`,
      nextAttemptAt
        ? `We try the same card again on ${nextAttemptAt}. You can pay now instead, with the same card or another one:`
        : "The card is not tried again by itself. You can pay now, with the same card or another one:",
    ],
    button: "Pay the invoice",
    footer: [
      ...(graceUntil ? [`Your plan goes on until ${graceUntil}. After that it rests until it is paid.`] : []),
      "Credits you have bought in packs are not touched.",
    ],
  }),
  bank_confirmation: ({ plan, amount, graceUntil }) => ({
    subject: `Your bank asks you to confirm the renewal of your ${plan}`,
    greeting: (name) => `Hello ${name},`,
    lines: [
      `Your bank wants you to confirm the payment of ${amount} for your ${plan}. Until then nothing is charged and this period's credits have not come yet. It takes a minute:`,
    ],
    button: "Confirm with your bank",
    footer: [
      ...(graceUntil ? [`Your plan goes on until ${graceUntil}. After that it rests until it is paid.`] : []),
      "Credits you have bought in packs are not touched.",
    ],
  }),
  plan_unpaid: ({ plan, amount }) => ({
    subject: `Your ${plan} rests until it is paid`,
    greeting: (name) => `Hello ${name},`,
    lines: [
      `All tries to collect ${amount} for your ${plan} have failed, and we do not try again by ourselves. The plan rests and brings no credits. To take it up again, pay the open invoice:`,
    ],
    button: "Pay the invoice",
    footer: ["Credits you have bought in packs are not touched."],
  }),
  plan_ended: ({ plan, at }) => ({
    subject: `Your ${plan} has ended`,
    greeting: (name) => `Hello ${name},`,
    lines: [
      `The payment for your ${plan} could not be collected, and it ended${at ? ` on ${at}` : ""}. Nothing more will be charged. If you want a plan again, choose one here:`,
    ],
    button: "See the plans",
    footer: ["Credits you have bought in packs are not touched."],
  }),
  trial_ends_soon: ({ plan, amount, at }) => ({
    subject: `Your trial of the ${plan} ends soon`,
    greeting: (name) => `Hello ${name},`,
    lines: [
      `Your trial ends on ${at}. If you do nothing, ${amount} is charged then, less a discount you may have, and the plan goes on. To cancel or change it before:`,
    ],
    button: "See your plan",
    footer: ["If you cancel before that day, nothing is charged."],
  }),
};

const zh: Texts = {
  payment_failed: ({ plan, amount, nextAttemptAt, graceUntil }) => ({
    subject: `你的${plan}续费未成功`,
    greeting: (name) => `${name}，你好：`,
    lines: [
      `你的${plan}有一笔 ${amount} 的付款没有成功，因此没有扣款，本期积分也还没有到账。`,
      nextAttemptAt
        ? `我们会在 ${nextAttemptAt} 再次尝试同一张卡。你也可以现在用这张卡或其他卡付款：`
        : "系统不会再自动尝试这张卡。你可以现在用这张卡或其他卡付款：",
    ],
    button: "支付账单",
    footer: [
      ...(graceUntil ? [`套餐会保留到 ${graceUntil}，之后将暂停，直到付清为止。`] : []),
      "你购买的积分包不受影响。",
    ],
  }),
  bank_confirmation: ({ plan, amount, graceUntil }) => ({
    subject: `银行需要你确认${plan}的续费`,
    greeting: (name) => `${name}，你好：`,
    lines: [`银行需要你确认${plan} ${amount} 的付款。在确认之前不会扣款，本期积分也不会到账。只需一分钟：`],
    button: "前往银行确认",
    footer: [
      ...(graceUntil ? [`套餐会保留到 ${graceUntil}，之后将暂停，直到付清为止。`] : []),
      "你购买的积分包不受影响。",
    ],
  }),
  plan_unpaid: ({ plan, amount }) => ({
    subject: `你的${plan}已暂停，等待付款`,
    greeting: (name) => `${name}，你好：`,
    lines: [
      `${plan} ${amount} 的付款多次尝试均未成功，我们不会再自动尝试。套餐已暂停，不再带来积分。如需恢复，请支付未结账单：`,
    ],
    button: "支付账单",
    footer: ["你购买的积分包不受影响。"],
  }),
  plan_ended: ({ plan, at }) => ({
    subject: `你的${plan}已结束`,
    greeting: (name) => `${name}，你好：`,
    lines: [
      `${plan}的付款未能成功，套餐已${at ? `于 ${at} ` : ""}结束，之后不会再扣款。如果想重新开通，请在这里选择：`,
    ],
    button: "查看套餐",
    footer: ["你购买的积分包不受影响。"],
  }),
  trial_ends_soon: ({ plan, amount, at }) => ({
    subject: `${plan}的试用即将结束`,
    greeting: (name) => `${name}，你好：`,
    lines: [
      `你的试用将于 ${at} 结束。如果不做任何操作，届时将扣款 ${amount}（如有优惠会相应减免），套餐继续有效。如需提前取消或更改：`,
    ],
    button: "查看我的套餐",
    footer: ["在这一天之前取消，不会产生任何费用。"],
  }),
};

export const NOTICE_TEXTS = { en, zh };
