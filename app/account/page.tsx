import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Notice } from "@/app/_ui/notice";
import { Page } from "@/app/_ui/page";
import { SubmitButton } from "@/app/_ui/submit-button";
import { signOutAction } from "@/app/(auth)/actions";
import { type Query, readQuery } from "@/app/(auth)/query";
import { DeleteSection } from "./delete-section";
import { PasswordSection } from "./password-section";
import { ProfileSection } from "./profile-section";
import { SessionsSection } from "./sessions-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage({ searchParams }: { searchParams: Query }) {
  const person = await requirePerson("/account");
  const t = await getTranslations("account");
  return (
    <Page
      title={t("title")}
      lead={<span className="break-words">{person.email}</span>}
      width="text"
      action={
        <form action={signOutAction}>
          <SubmitButton className="btn-quiet">{t("signOut")}</SubmitButton>
        </form>
      }
    >
      {(await readQuery(searchParams, "after")) === "revoked" ? (
        <Notice tone="success" className="mb-6">
          {t("sessions.revoked")}
        </Notice>
      ) : null}
      <div className="flex flex-col gap-6">
        <ProfileSection person={person} />
        <PasswordSection email={person.email} />
        <SessionsSection person={person} />
        <DeleteSection person={person} />
      </div>
    </Page>
  );
}
