"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { describeRefusal, textOf } from "@/app/_accounts/describe-refusal";
import type { FormState } from "@/app/_accounts/form-state";
import { getCaller, requireOurPage, writeCookies } from "@/app/_caller";
import { requirePerson } from "@/app/_session";
import { deleteAccount } from "@/lib/accounts/delete-account";
import { changeName } from "@/lib/auth/change-name";
import { changePassword } from "@/lib/auth/change-password";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/revoke-session";
import { requestVerification } from "@/lib/auth/verify-email";

const HERE = "/account";

export async function changeNameAction(before: FormState, form: FormData): Promise<FormState> {
  await requireOurPage();
  const person = await requirePerson(HERE);
  const name = textOf(form, "name");
  const answer = await changeName(person, { name });
  if (!answer.ok) return describeRefusal(before, answer, { name: name ?? "" });
  revalidatePath(HERE);
  return { answers: before.answers + 1, done: await words("profile.saved"), values: { name: name ?? "" } };
}

export async function requestVerificationAction(before: FormState): Promise<FormState> {
  const caller = await getCaller();
  const answer = await requestVerification(caller, await requirePerson(HERE));
  if (!answer.ok) return describeRefusal(before, answer);
  return { answers: before.answers + 1, done: await words("profile.mailSent") };
}

export async function changePasswordAction(before: FormState, form: FormData): Promise<FormState> {
  const caller = await getCaller();
  const answer = await changePassword(caller, await requirePerson(HERE), {
    currentPassword: textOf(form, "currentPassword"),
    newPassword: textOf(form, "newPassword"),
  });
  if (!answer.ok) return describeRefusal(before, answer);
  await writeCookies(answer.cookies);
  return { answers: before.answers + 1, done: await words("password.saved") };
}

export async function revokeSessionAction(form: FormData): Promise<void> {
  await requireOurPage();
  const person = await requirePerson(HERE);
  await revokeSession(person, textOf(form, "session") ?? "");
  redirect(`${HERE}?after=revoked#sessions`);
}

export async function revokeOtherSessionsAction(): Promise<void> {
  await requireOurPage();
  await revokeOtherSessions(await requirePerson(HERE));
  redirect(`${HERE}?after=revoked#sessions`);
}

export async function deleteAccountAction(before: FormState, form: FormData): Promise<FormState> {
  const caller = await getCaller();
  const password = textOf(form, "password");
  const answer = await deleteAccount(caller, await requirePerson(HERE), { password });
  if (!answer.ok) return describeRefusal(before, answer);
  await writeCookies(answer.cookies);
  redirect("/goodbye");
}

async function words(key: "profile.saved" | "profile.mailSent" | "password.saved"): Promise<string> {
  return (await getTranslations("account"))(key);
}
