import { expect, type Page } from "@playwright/test";

/**
 * Everything the browser complains about while a person uses the site: console errors, exceptions nobody caught,
 * and breaches of the content security policy. A test ends red if any is left that it did not announce.
 */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly announced: RegExp[] = [];

  listenTo(page: Page): void {
    page.on("pageerror", (error) => this.heard.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      this.heard.push(`console: ${message.text()} (${message.location().url})`);
    });
  }

  /** This test causes such a complaint on purpose. */
  expect(pattern: RegExp): void {
    this.announced.push(pattern);
  }

  check(): void {
    const surprising = this.heard.filter((text) => !this.announced.some((pattern) => pattern.test(text)));
    expect(surprising, "complaints of the browser").toEqual([]);
  }
}
