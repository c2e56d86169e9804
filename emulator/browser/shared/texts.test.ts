import { expect, it } from "vitest";
import { guessCountry, listCountries } from "./countries";
import { resolveLocale, textsOf } from "./texts";

it("Chinese tags get Chinese, everything else English; auto means the browser's", () => {
  expect(resolveLocale("zh-HK", "en-US")).toBe("zh");
  expect(resolveLocale("auto", "zh-CN")).toBe("zh");
  expect(resolveLocale(undefined, "en-GB")).toBe("en");
  expect(resolveLocale("de", "zh-CN")).toBe("en");
});

it("no text is left in the other language", () => {
  const [english, chinese] = [textsOf("en"), textsOf("zh")];
  const same = Object.keys(english).filter(
    (key) => english[key as keyof typeof english] === chinese[key as keyof typeof chinese],
  );
  expect(same).toEqual(["cvcPlaceholder"]);
});

it("countries are named in the reader's language, and guessed from the browser's", () => {
  expect(listCountries("zh").find(({ code }) => code === "DE")?.name).toBe("德国");
  expect(listCountries("en", ["US", "GB"]).map(({ code }) => code)).toEqual(["GB", "US"]);
  expect(guessCountry(["en-GB", "en"])).toBe("GB");
  expect(guessCountry(["zh"])).toBe("CN");
  expect(guessCountry([])).toBe("US");
});
