import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { API_KEY_SCOPES } from "@/lib/api-keys/scopes";
import { newId } from "@/lib/platform/ids";
import { CreateKeyForm, type KeyFormWords } from "./create-key-form";
import { KEY_EXPIRIES } from "./read-key-form";

/** Makes a key. It stands first, so that without script a new key is what the next page begins with. */
export async function NewKeyCard() {
  const t = await getTranslations("keys");
  const scopes = API_KEY_SCOPES.map((value) => ({
    value,
    name: t(`scopes.${value}.name`),
    text: t(`scopes.${value}.text`),
  }));
  const expiries = KEY_EXPIRIES.map((value) => ({ value, label: t(`create.expiries.${value}`) }));
  return (
    <Card title={t("create.title")}>
      <CreateKeyForm id={newId()} scopes={scopes} expiries={expiries} words={await readWords()} />
    </Card>
  );
}

async function readWords(): Promise<KeyFormWords> {
  const t = await getTranslations("keys.create");
  const tMade = await getTranslations("keys.made");
  return {
    name: t("name"),
    nameHint: t("nameHint"),
    scopes: t("scopes"),
    expiry: t("expiry"),
    submit: t("submit"),
    pending: t("pending"),
    made: {
      text: tMade("text"),
      copy: tMade("copy"),
      copied: tMade("copied"),
      copyKey: tMade("copyKey"),
    },
  };
}
