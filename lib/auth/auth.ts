import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { db } from "@/db/client";
import { accounts, sessions, users, verifications } from "@/db/schema/auth";
import { openWallet } from "@/lib/ledger/open-wallet";
import { type Env, env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { CLIENT_ADDRESS_HEADER } from "./client-address";
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "./credentials";
import { hashSessionTokens } from "./hash-session-tokens";
import { postResetLink, postVerificationLink } from "./post-links";

/** Nobody stays signed in longer than this, however often they come. */
const SESSION_AGE_MAX_SECONDS = 30 * 24 * 60 * 60;
const RESET_LINK_AGE_MAX_SECONDS = 30 * 60;
const VERIFICATION_LINK_AGE_MAX_SECONDS = 24 * 60 * 60;

/** What the cookies of one deployment look like; over HTTPS no other host or path can set or read them. */
export function cookieOptions(appUrl: string) {
  const secure = appUrl.startsWith("https://");
  return {
    useSecureCookies: false, // its prefix is `__Secure-`; ours is stricter and part of the name
    cookiePrefix: secure ? "__Host-topup" : "topup",
    defaultCookieAttributes: { secure, httpOnly: true, sameSite: "lax" as const, path: "/" },
  };
}

/** The accounts library, set up for one environment. Its own HTTP routes are not mounted anywhere. */
export function buildAuth({ appUrl, authSecret }: Pick<Env, "appUrl" | "authSecret">) {
  return betterAuth({
    appName: "Topup",
    baseURL: appUrl,
    secret: authSecret,
    trustedOrigins: [appUrl],
    database: hashSessionTokens(tables()),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: RESET_LINK_AGE_MAX_SECONDS,
      sendResetPassword: postResetLink,
    },
    emailVerification: {
      sendVerificationEmail: postVerificationLink,
      expiresIn: VERIFICATION_LINK_AGE_MAX_SECONDS,
      sendOnSignUp: false, // sent by the verb, which knows the person's language
    },
    // No cookie cache: a revoked session must be dead at the next request.
    session: {
      expiresIn: SESSION_AGE_MAX_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    verification: { storeIdentifier: "hashed" },
    rateLimit: { enabled: false }, // ours are shared by all processes and know who asks
    databaseHooks: { user: { create: { after: openWalletOf } } },
    advanced: {
      ...cookieOptions(appUrl),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: { generateId: () => newId() },
    },
    telemetry: { enabled: false },
    // Its messages can hold addresses of people; only errors are kept, without their arguments.
    logger: { level: "error", log: (level, message) => log.error({ level }, `accounts: ${message}`) },
  });
}

function tables() {
  const schema = { users, sessions, accounts, verifications };
  return drizzleAdapter(db(), { provider: "pg", usePlural: true, transaction: true, schema });
}

/** Trouble here must not fail a sign-up that is already stored: `findPerson` opens a missing wallet. */
async function openWalletOf(user: { id: string }): Promise<void> {
  try {
    await openWallet(user.id);
  } catch (error) {
    log.error({ err: error, userId: user.id }, "a new account has no wallet yet");
  }
}

let built: ReturnType<typeof buildAuth> | undefined;

/** The accounts library of this process. */
export function auth(): ReturnType<typeof buildAuth> {
  built ??= buildAuth(env());
  return built;
}
