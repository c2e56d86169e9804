import type { FieldFault } from "./validate-card";

const en = {
  card: "Card",
  saved: "Saved",
  alipay: "Alipay",
  number: "Card number",
  expiry: "Expiration date",
  expiryPlaceholder: "MM / YY",
  cvc: "Security code",
  cvcPlaceholder: "CVC",
  country: "Country",
  zip: "ZIP",
  postal: "Postal code",
  name: "Full name",
  nameOnCard: "Name on card",
  firstName: "First name",
  lastName: "Last name",
  organization: "Name or organization",
  email: "Email",
  phone: "Phone number",
  line1: "Address line 1",
  line2: "Address line 2",
  optional: "optional",
  city: "City",
  state: "State",
  province: "Province",
  required: "This field is incomplete.",
  methods: "Payment methods",
  brands: "Supported cards include Visa, Mastercard, American Express and UnionPay",
  alipayNote: "After you submit, you will be redirected to Alipay to complete the payment securely.",
  saveCard: "Save payment details for future purchases",
  mandate:
    "By providing your card information, you allow {business} to charge your card for future payments in accordance with their terms.",
  thisBusiness: "this business",
  expires: "expires {date}",
  loading: "Loading payment form",
  loadFailed: "The payment form could not be loaded.",
  connection:
    "We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.",
  unknownError: "An unexpected error occurred. Please try again.",
  authFailed:
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  threeDsTitle: "Card authentication",
  close: "Cancel authentication",
  leaveQuestion: "Cancel this payment? Your card will not be charged.",
  stay: "Keep going",
  leave: "Cancel payment",
  payWith: "Pay with {wallet}",
  walletTitle: "Test wallet",
  walletNote: "This stands in for the wallet on your device. No money moves.",
  pay: "Pay {amount}",
  cancel: "Cancel",
};

export type Texts = typeof en;

const zh: Texts = {
  card: "银行卡",
  saved: "已保存",
  alipay: "支付宝",
  number: "卡号",
  expiry: "有效期",
  expiryPlaceholder: "月 / 年",
  cvc: "安全码",
  cvcPlaceholder: "CVC",
  country: "国家或地区",
  zip: "邮编",
  postal: "邮政编码",
  name: "姓名",
  nameOnCard: "持卡人姓名",
  firstName: "名",
  lastName: "姓",
  organization: "姓名或单位",
  email: "邮箱",
  phone: "电话号码",
  line1: "地址第 1 行",
  line2: "地址第 2 行",
  optional: "选填",
  city: "城市",
  state: "州",
  province: "省份",
  required: "请填写此项。",
  methods: "付款方式",
  brands: "支持 Visa、Mastercard、American Express、银联等银行卡",
  alipayNote: "提交后，您将跳转到支付宝，在那里安全地完成付款。",
  saveCard: "保存付款信息，方便下次购买",
  mandate: "提供银行卡信息即表示您允许{business}按照其条款从您的银行卡中收取以后的款项。",
  thisBusiness: "该商家",
  expires: "{date} 到期",
  loading: "正在加载付款表单",
  loadFailed: "付款表单加载失败。",
  connection: "我们在连接支付服务商时遇到问题。请检查您的网络连接后重试。",
  unknownError: "发生意外错误，请重试。",
  authFailed: "我们无法验证您的付款方式。请换一种付款方式后重试。",
  threeDsTitle: "银行卡验证",
  close: "取消验证",
  leaveQuestion: "要取消这笔付款吗？您的银行卡不会被扣款。",
  stay: "继续验证",
  leave: "取消付款",
  payWith: "用 {wallet} 付款",
  walletTitle: "测试钱包",
  walletNote: "这里代替您设备上的钱包，不会产生真实扣款。",
  pay: "支付 {amount}",
  cancel: "取消",
};

const FAULTS_EN: Record<FieldFault, string> = {
  incomplete_number: "Your card number is incomplete.",
  invalid_number: "Your card number is invalid.",
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry_month: "Your card's expiration date is invalid.",
  invalid_expiry_month_past: "Your card's expiration date is in the past.",
  invalid_expiry_year_past: "Your card's expiration year is in the past.",
  invalid_expiry_year: "Your card's expiration year is invalid.",
  incomplete_cvc: "Your card's security code is incomplete.",
  incomplete_zip: "Your postal code is incomplete.",
  invalid_zip: "Your postal code is invalid.",
  incomplete_name: "Please provide your full name.",
  incomplete_address: "Please complete your address.",
  incomplete_email: "Your email is incomplete.",
  invalid_email: "Your email is invalid.",
  incomplete_phone_number: "Your phone number is incomplete.",
};

const FAULTS_ZH: Record<FieldFault, string> = {
  incomplete_number: "您的银行卡号不完整。",
  invalid_number: "您的银行卡号无效。",
  incomplete_expiry: "您的银行卡有效期不完整。",
  invalid_expiry_month: "您的银行卡有效期无效。",
  invalid_expiry_month_past: "您的银行卡已过期。",
  invalid_expiry_year_past: "您的银行卡的到期年份已过。",
  invalid_expiry_year: "您的银行卡的到期年份无效。",
  incomplete_cvc: "您的银行卡安全码不完整。",
  incomplete_zip: "您的邮编不完整。",
  invalid_zip: "您的邮编无效。",
  incomplete_name: "请填写您的姓名。",
  incomplete_address: "请填写完整的地址。",
  incomplete_email: "您的邮箱不完整。",
  invalid_email: "您的邮箱无效。",
  incomplete_phone_number: "您的电话号码不完整。",
};

/** Chinese for every `zh` tag, English for the rest: the stand-in speaks the languages the app speaks. */
export function textsOf(locale: string): Texts {
  return isChinese(locale) ? zh : en;
}

export function faultText(fault: FieldFault, locale: string): string {
  return (isChinese(locale) ? FAULTS_ZH : FAULTS_EN)[fault];
}

export function isChinese(locale: string): boolean {
  return locale.toLowerCase().startsWith("zh");
}

/** `auto` and nothing mean the browser's own language. */
export function resolveLocale(locale: string | undefined, browser: string): string {
  const wanted = !locale || locale === "auto" ? browser : locale;
  return isChinese(wanted) ? "zh" : "en";
}

export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
