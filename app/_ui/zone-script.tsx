import { headers } from "next/headers";
import { PREFERENCE_COOKIES } from "@/app/_i18n/preferences";

const NAME = PREFERENCE_COOKIES.timeZone;

/** Tells the server the reader's time zone by a cookie, so that dates are right in the HTML of the next page. */
const SCRIPT = `try{var z="${NAME}="+encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
document.cookie.indexOf(z)<0&&(document.cookie=z+";path=/;max-age=31536000;samesite=lax"+(location.protocol=="https:"?";secure":""))}catch(e){}`;

export async function ZoneScript() {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <script
      nonce={nonce}
      // Browsers hide the nonce from scripts, so React would see a difference where there is none.
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the text is a constant of this file.
      dangerouslySetInnerHTML={{ __html: SCRIPT }}
    />
  );
}
