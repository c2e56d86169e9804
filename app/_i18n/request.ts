import { getRequestConfig } from "next-intl/server";
import { loadMessages } from "./messages";
import { getPreferences } from "./preferences";

export default getRequestConfig(async () => {
  const { locale, timeZone } = await getPreferences();
  return { locale, timeZone, messages: await loadMessages(locale) };
});
