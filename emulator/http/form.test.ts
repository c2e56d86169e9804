import { describe, expect, it } from "vitest";
import { parseForm } from "./form";

const plain = (text: string) => JSON.parse(JSON.stringify(parseForm(text)));

describe("form decoding", () => {
  it.each([
    ["a=1&b=two+words", { a: "1", b: "two words" }],
    ["items[0][price]=p&items[0][quantity]=1", { items: { 0: { price: "p", quantity: "1" } } }],
    ["types[]=card&types[]=alipay", { types: { 0: "card", 1: "alipay" } }],
    [
      "items[][price]=a&items[][quantity]=1&items[][price]=b",
      { items: { 0: { price: "a", quantity: "1" }, 1: { price: "b" } } },
    ],
    ["a%5Bb%5D%5Bc%5D=d%26e", { a: { b: { c: "d&e" } } }],
    [
      "shipping[address][city]=San+Francisco&x=1&shipping[name]=J",
      { shipping: { address: { city: "San Francisco" }, name: "J" }, x: "1" },
    ],
    ["a=1&a=2", { a: "2" }],
    ["description=", { description: "" }],
    ["a[b=1", { "a[b": "1" }],
    ["bad=%E0%A4%A", { bad: "%E0%A4%A" }],
    ["", {}],
  ])("%s", (form, tree) => expect(plain(form)).toEqual(tree));

  it("a key that names a prototype is only a key", () => {
    const tree = parseForm("__proto__[polluted]=1&constructor[x]=2");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(tree)).toEqual(["__proto__", "constructor"]);
  });
});
