"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { describeRefusal, textOf } from "@/app/_accounts/describe-refusal";
import type { FormState } from "@/app/_accounts/form-state";
import { getCaller, writeCookies } from "@/app/_caller";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { resetPassword } from "@/lib/auth/reset-password";
import { toReturnPath } from "@/lib/auth/return-path";
import { signIn } from "@/lib/auth/sign-in";
import { signOut } from "@/lib/auth/sign-out";
import { signUp } from "@/lib/auth/sign-up";
import { verifyEmail } from "@/lib/auth/verify-email";

export async function signUpAction(before: FormState, form: FormData): Promise<FormState> {
  const caller = await getCaller();
  const [name, email, password] = [textOf(form, "name"), textOf(form, "email"), textOf(form, "password")];
  const answer = await signUp(caller, { name, email, password });
  if (!answer.ok) return describeRefusal(before, answer, { name: name ?? "", email: email ?? "" });
  await writeCookies(answer.cookies);
  redirect(toReturnPath(form.get("return")));
}

export async function signInAction(before: FormState, form: FormData): Promise<FormState> {
  const caller = await getCaller();
  const [email, password] = [textOf(form, "email"), textOf(form, "password")];
  const answer = await signIn(caller, { email, password });
  if (!answer.ok) return describeRefusal(before, answer, { email: email ?? "" });
  await writeCookies(answer.cookies);
  redirect(toReturnPath(form.get("return")));
}

export async function signOutAction(): Promise<void> {
  const caller = await getCaller();
  await writeCookies(await signOut(caller));
  redirect("/");
}

export async function requestResetAction(before: FormState, form: FormData): Promise<FormState> {
  const caller = await getCaller();
  const email = textOf(form, "email");
  const answer = await requestPasswordReset(caller, { email });
  if (!answer.ok) return describeRefusal(before, answer, { email: email ?? "" });
  const t = await getTranslations("auth.forgot");
  return { answers: before.answers + 1, done: t("sent"), values: { email: email ?? "" } };
}

export async function resetPasswordAction(before: FormState, form: FormData): Promise<FormState> {
  const caller = await getCaller();
  const answer = await resetPassword(caller, {
    token: textOf(form, "token"),
    password: textOf(form, "password"),
  });
  if (!answer.ok) return describeRefusal(before, answer);
  redirect("/sign-in?after=reset");
}

export async function verifyEmailAction(before: FormState, form: FormData): Promise<FormState> {
  const caller = await getCaller();
  const answer = await verifyEmail(caller, textOf(form, "token"));
  if (!answer.ok) return describeRefusal(before, answer);
  redirect("/verify-email?done=1");
}
