import { isChinese } from "../shared/texts";

const en = {
  threeDsTitle: "3D Secure 2 test page",
  threeDsHeading: "Confirm your payment",
  threeDsLead: "This stands in for your bank's own page. Choose how the authentication should end.",
  threeDsNote: "Test page of the local Stripe emulator. No money moves.",
  complete: "Complete",
  fail: "Fail",
  alipayTitle: "Alipay test payment page",
  alipayHeading: "Pay with Alipay",
  alipayLead: "This stands in for Alipay. Choose how the payment should end.",
  alipayNote: "Test page of the local Stripe emulator. No money moves.",
  authorize: "Authorize test payment",
  refuse: "Fail test payment",
  merchant: "Merchant",
  amount: "Amount",
  reference: "Reference",
  overTitle: "Nothing to confirm",
  overLead:
    "This payment is finished, was cancelled, or never existed. Go back to the shop to see how it stands.",
  waiting: "Returning to the shop",
};

type PageTexts = typeof en;

// The buttons keep Stripe's English words: tests look for them, whatever the page's language.

const zh: PageTexts = {
  threeDsTitle: "3D Secure 2 测试页面",
  threeDsHeading: "确认您的付款",
  threeDsLead: "此页面代替您银行的验证页面。请选择验证的结果。",
  threeDsNote: "本地 Stripe 模拟器的测试页面，不会产生真实扣款。",
  complete: "Complete（完成验证）",
  fail: "Fail（验证失败）",
  alipayTitle: "支付宝测试付款页面",
  alipayHeading: "使用支付宝付款",
  alipayLead: "此页面代替支付宝。请选择付款的结果。",
  alipayNote: "本地 Stripe 模拟器的测试页面，不会产生真实扣款。",
  authorize: "Authorize test payment（授权）",
  refuse: "Fail test payment（拒绝）",
  merchant: "商家",
  amount: "金额",
  reference: "编号",
  overTitle: "没有待确认的付款",
  overLead: "这笔付款已经完成、已取消或不存在。请返回商店查看状态。",
  waiting: "正在返回商店",
};

export function pageTexts(locale: string): PageTexts {
  return isChinese(locale) ? zh : en;
}
