import { BRAND_CARDS } from "./brands";
import type { TestCard } from "./card";
import { COUNTRY_CARDS } from "./countries";
import { DECLINED_CARDS } from "./declines";
import { RISK_CARDS } from "./risk";
import { THREE_D_SECURE_CARDS } from "./three-d-secure";

export const TEST_CARDS: readonly TestCard[] = [
  ...BRAND_CARDS,
  ...DECLINED_CARDS,
  ...THREE_D_SECURE_CARDS,
  ...RISK_CARDS,
  ...COUNTRY_CARDS,
];

const byNumber = new Map(TEST_CARDS.map((card) => [card.number, card]));
const byName = new Map(TEST_CARDS.flatMap((card) => card.names.map((name) => [name, card] as const)));

export function findCard(number: string): TestCard | undefined {
  return byNumber.get(number);
}

/** The card behind a magic id such as `pm_card_visa` or `tok_visa`. */
export function findMagicCard(id: string): TestCard | undefined {
  const name = /^(?:pm_card_|tok_)(.+)$/.exec(id)?.[1];
  return name === undefined ? undefined : byName.get(name);
}

/** The check digit of a card number. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    const digit = Number(number.charAt(number.length - 1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}
