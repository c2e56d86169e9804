/** The languages a mail can be written in. */
export type MailLocale = "en" | "zh";

/**
 * Who asks, as the edge knows it: the request's headers, the language to write mails in, and how to do work
 * after the answer is sent. Mails to a stranger's address go through `later`, so that the time of the answer
 * does not tell whether the address has an account.
 */
export type Caller = {
  headers: Headers;
  locale: MailLocale;
  later: (work: () => Promise<void>) => void;
};
