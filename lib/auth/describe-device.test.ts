import { expect, it } from "vitest";
import { describeDevice } from "./describe-device";

it("names browser and system as their owners know them", () => {
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";
  const edge = `${chrome} Edg/140.0.0.0`;
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
  const wechat =
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50";
  const firefox = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:130.0) Gecko/20100101 Firefox/130.0";
  expect(describeDevice(chrome)).toEqual({ browser: "Chrome", system: "Windows" });
  expect(describeDevice(edge)).toEqual({ browser: "Edge", system: "Windows" });
  expect(describeDevice(phone)).toEqual({ browser: "Safari", system: "iPhone" });
  expect(describeDevice(wechat)).toEqual({ browser: "WeChat", system: "Android" });
  expect(describeDevice(firefox)).toEqual({ browser: "Firefox", system: "macOS" });
});

it("says nothing where the header says nothing", () => {
  for (const text of [null, "", "curl/8.5.0", "<script>alert(1)</script>"]) {
    expect(describeDevice(text)).toEqual({ browser: null, system: null });
  }
});
