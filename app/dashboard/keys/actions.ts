"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { textOf } from "@/app/_accounts/describe-refusal";
import { requireOurPage } from "@/app/_caller";
import { requirePerson } from "@/app/_session";
import {
  API_KEY_NAME_LENGTH_MAX,
  API_KEYS_PER_WALLET_MAX,
  createApiKey,
} from "@/lib/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { isId } from "@/lib/platform/ids";
import type { KeyFormState } from "./key-form-state";
import { readKeyForm } from "./read-key-form";

const HERE = "/dashboard/keys";

/** Makes a key; the answer is the only place its text ever appears. */
export async function createKeyAction(before: KeyFormState, form: FormData): Promise<KeyFormState> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  const { expiry, ...asked } = readKeyForm(form);
  const made = await createApiKey({ walletId, ...asked });
  const t = await getTranslations("keys");
  const answers = before.answers + 1;
  if (made.ok) {
    revalidatePath(HERE);
    return { answers, made: { title: t("made.title", { name: asked.name.trim() }), key: made.key } };
  }
  const limits = { max: API_KEY_NAME_LENGTH_MAX, most: API_KEYS_PER_WALLET_MAX };
  const typed = { name: asked.name, scopes: asked.scopes, expiry };
  return { answers, refusal: made.refusal, problem: t(`refusals.${made.refusal}`, limits), typed };
}

export async function revokeKeyAction(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  const id = textOf(form, "key") ?? "";
  const revoked = isId(id) && (await revokeApiKey({ walletId, id })).ok;
  redirect(`${HERE}?after=${revoked ? "revoked" : "gone"}`);
}
