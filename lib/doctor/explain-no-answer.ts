import { type Facts, type Finding, type FindingName, found } from "./finding";

const MEANINGS: [RegExp, FindingName][] = [
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/, "probe_name_unknown"],
  [/^ECONNREFUSED$/, "probe_connection_refused"],
  [/^(TIMEOUT|ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, "probe_timed_out"],
  [/^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))$/, "probe_not_tls"],
  [/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH/, "probe_certificate_refused"],
];

/** Why no answer came, from the code that Node gave the fault. Pure. */
export function explainNoAnswer(code: string, facts: Facts): Finding {
  const [, name = "probe_connection_broken"] = MEANINGS.find(([pattern]) => pattern.test(code)) ?? [];
  return found(name, { ...facts, code });
}
