import { badParam } from "../http/errors";

const ZERO = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const THREE = new Set("bhd jod kwd omr tnd".split(" "));
const KNOWN = new Set(
  `aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny
cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod
jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio
nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd
top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw`.split(/\s+/),
);

/** Smallest charge in minor units; 50 where Stripe names none. */
const MINIMUM: Record<string, number> = {
  aed: 200,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  jpy: 50,
  krw: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
};
const SYMBOL: Record<string, string> = {
  usd: "$",
  eur: "€",
  gbp: "£",
  jpy: "¥",
  cny: "¥",
  aud: "$",
  cad: "$",
};

/** US dollars for one unit of a currency: fixed, so that tests can compute with them. Others count as 0.1. */
const USD_RATE: Record<string, number> = {
  eur: 1.08,
  gbp: 1.27,
  cny: 0.14,
  jpy: 0.0067,
  hkd: 0.128,
  aud: 0.66,
  cad: 0.73,
  chf: 1.12,
  sgd: 0.74,
  nzd: 0.61,
};

export const SETTLEMENT_CURRENCY = "usd";

export function decimalsOf(currency: string): number {
  return ZERO.has(currency) ? 0 : THREE.has(currency) ? 3 : 2;
}

export function usdRate(currency: string): number {
  return currency === SETTLEMENT_CURRENCY ? 1 : (USD_RATE[currency] ?? 0.1);
}

/** The currency in lower case, or Stripe's refusal. */
export function checkCurrency(given: string): string {
  const currency = given.toLowerCase();
  if (KNOWN.has(currency)) return currency;
  throw badParam(
    undefined,
    "currency",
    `Invalid currency: ${given}. Stripe currently supports these currencies: ${[...KNOWN].join(", ")}`,
  );
}

/** The smallest amount that can be charged, in minor units. */
export function minimumOf(currency: string): number {
  return MINIMUM[currency] ?? 50;
}

/** Refuses an amount that is not positive, below the currency's minimum or above what a card takes. */
export function checkAmount(amount: number, currency: string): number {
  if (amount < 1)
    throw badParam("parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
  const minimum = minimumOf(currency);
  if (amount < minimum) {
    const shown = (minimum / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
    throw badParam(
      "amount_too_small",
      "amount",
      `Amount must be at least ${SYMBOL[currency] ?? ""}${shown} ${currency}`,
    );
  }
  if (amount > 999_999_999_999) {
    throw badParam("amount_too_large", "amount", "Amount must be no more than 999999999999");
  }
  if (THREE.has(currency) && amount % 10 !== 0) {
    throw badParam("parameter_invalid_integer", "amount", `Amounts in ${currency} must end with a zero.`);
  }
  return amount;
}

const ALIPAY = new Set("cny aud cad eur gbp hkd jpy nzd sgd usd".split(" "));

/** The ways to pay that are on offer for a currency. */
export function methodsFor(currency: string): string[] {
  return ALIPAY.has(currency) ? ["card", "alipay"] : ["card"];
}
