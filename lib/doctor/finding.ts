/** What is looked at, in the order in which it is told. */
export const CHECKS = [
  "environment",
  "keys",
  "address",
  "secret",
  "endpoint",
  "probe",
  "clock",
  "database",
  "cron",
  "events",
  "prices",
  "reconciliation",
] as const;

export type CheckName = (typeof CHECKS)[number];

/**
 * Everything that can be found, with the check that finds it and what it means. Its words, what is and how to mend
 * it, stand under the same name in `messages/<language>/setup.json`. `fail`: money can be taken and not credited, or
 * cannot be taken. `warn`: it works now, and will not always.
 */
const FINDINGS = {
  environment_in_order: ["environment", "pass"],
  setting_wrong: ["environment", "fail"],
  setting_odd: ["environment", "warn"],
  operators_missing: ["environment", "warn"],
  mail_server_missing: ["environment", "warn"],

  keys_in_order: ["keys", "pass"],
  keys_not_tried: ["keys", "fail"],
  secret_key_unknown: ["keys", "fail"],
  secret_key_not_allowed: ["keys", "warn"],
  publishable_key_unknown: ["keys", "fail"],
  publishable_key_of_another_account: ["keys", "warn"],
  stripe_not_reached: ["keys", "fail"],
  account_cannot_charge: ["keys", "fail"],
  account_not_activated: ["keys", "warn"],

  address_in_order: ["address", "pass"],
  address_of_this_machine: ["address", "pass"],
  address_missing: ["address", "fail"],
  address_malformed: ["address", "fail"],
  address_of_production: ["address", "fail"],
  address_of_one_deployment: ["address", "fail"],
  address_looks_like_one_deployment: ["address", "warn"],
  address_not_https: ["address", "fail"],
  address_only_of_this_machine: ["address", "fail"],
  address_is_private: ["address", "fail"],
  address_is_a_tunnel: ["address", "warn"],

  secret_in_order: ["secret", "pass"],
  secret_of_listening: ["secret", "pass"],
  secret_of_listening_ended: ["secret", "warn"],
  secret_missing: ["secret", "fail"],
  secret_in_quotes: ["secret", "fail"],
  secret_with_line_break: ["secret", "fail"],
  secret_is_a_key: ["secret", "fail"],
  secret_is_an_endpoint: ["secret", "fail"],
  secret_is_a_placeholder: ["secret", "fail"],
  secret_malformed: ["secret", "fail"],
  secret_with_white_space: ["secret", "warn"],
  secret_twice: ["secret", "warn"],

  endpoint_in_order: ["endpoint", "pass"],
  endpoint_not_needed: ["endpoint", "pass"],
  endpoint_not_compared: ["endpoint", "fail"],
  endpoints_not_listed: ["endpoint", "fail"],
  endpoint_missing: ["endpoint", "fail"],
  endpoint_elsewhere: ["endpoint", "fail"],
  endpoint_bypass_differs: ["endpoint", "fail"],
  endpoint_events_missing: ["endpoint", "fail"],
  endpoint_events_extra: ["endpoint", "warn"],
  endpoint_version_differs: ["endpoint", "fail"],
  endpoint_disabled: ["endpoint", "fail"],
  endpoint_unmarked: ["endpoint", "warn"],
  endpoint_secret_differs: ["endpoint", "fail"],
  endpoint_twice: ["endpoint", "warn"],
  endpoint_former_left: ["endpoint", "warn"],

  probe_arrived: ["probe", "pass"],
  probe_not_sent: ["probe", "fail"],
  probe_name_unknown: ["probe", "fail"],
  probe_connection_refused: ["probe", "fail"],
  probe_connection_broken: ["probe", "fail"],
  probe_certificate_refused: ["probe", "fail"],
  probe_not_tls: ["probe", "fail"],
  probe_timed_out: ["probe", "fail"],
  probe_sent_to_another_host: ["probe", "fail"],
  probe_sent_to_another_path: ["probe", "fail"],
  probe_sent_to_sign_in: ["probe", "fail"],
  probe_stopped_by_deployment_protection: ["probe", "fail"],
  probe_stopped_by_a_guard: ["probe", "fail"],
  probe_challenged: ["probe", "fail"],
  probe_found_no_deployment: ["probe", "fail"],
  probe_found_no_route: ["probe", "fail"],
  probe_method_refused: ["probe", "fail"],
  probe_throttled: ["probe", "fail"],
  probe_answered_by_a_page: ["probe", "fail"],
  probe_answered_by_a_stranger: ["probe", "fail"],
  probe_not_known_there: ["probe", "fail"],
  probe_secret_differs: ["probe", "fail"],
  probe_header_removed: ["probe", "fail"],
  probe_clock_there_ahead: ["probe", "fail"],
  probe_clock_there_behind: ["probe", "fail"],
  probe_mode_differs: ["probe", "fail"],
  probe_door_closed: ["probe", "fail"],
  probe_database_foreign: ["probe", "fail"],
  probe_refused: ["probe", "fail"],
  probe_server_failed: ["probe", "fail"],
  probe_gateway_failed: ["probe", "fail"],
  probe_taken_by_another_environment: ["probe", "warn"],

  clock_in_order: ["clock", "pass"],
  clock_not_compared: ["clock", "warn"],
  clock_off: ["clock", "warn"],
  clock_far_ahead: ["clock", "fail"],
  clock_far_behind: ["clock", "fail"],

  database_in_order: ["database", "pass"],
  database_not_reached: ["database", "fail"],
  database_login_refused: ["database", "fail"],
  database_not_there: ["database", "fail"],
  database_behind: ["database", "fail"],
  database_ahead: ["database", "warn"],
  database_read_only: ["database", "fail"],
  commits_not_durable: ["database", "fail"],
  database_of_other_mode: ["database", "fail"],
  database_of_other_account: ["database", "fail"],

  cron_in_order: ["cron", "pass"],
  cron_not_needed: ["cron", "pass"],
  cron_not_on_previews: ["cron", "pass"],
  cron_secret_missing: ["cron", "fail"],
  cron_not_heard_yet: ["cron", "warn"],
  cron_never_heard: ["cron", "fail"],
  cron_late: ["cron", "fail"],
  cron_failed: ["cron", "fail"],
  cron_cut_off: ["cron", "fail"],

  events_in_order: ["events", "pass"],
  events_none_yet: ["events", "pass"],
  events_not_delivered: ["events", "fail"],
  events_not_listed: ["events", "warn"],
  events_come_late: ["events", "fail"],
  sweep_never: ["events", "warn"],
  sweep_late: ["events", "fail"],
  sweep_stopped: ["events", "warn"],
  sweep_gap: ["events", "warn"],

  prices_in_order: ["prices", "pass"],
  prices_not_read: ["prices", "fail"],
  prices_missing: ["prices", "fail"],
  prices_differ: ["prices", "fail"],
  product_off_sale: ["prices", "fail"],
  prices_taken: ["prices", "fail"],
  prices_untidy: ["prices", "warn"],

  reconciliation_zero: ["reconciliation", "pass"],
  reconciliation_never: ["reconciliation", "warn"],
  reconciliation_differs: ["reconciliation", "fail"],
  reconciliation_late: ["reconciliation", "fail"],
  reconciliation_stopped: ["reconciliation", "warn"],

  /** Of whichever check it was. */
  check_failed: ["environment", "fail"],
  not_looked_at: ["environment", "fail"],
} as const satisfies Record<string, readonly [CheckName, Status]>;

export type Status = "pass" | "warn" | "fail";
export type FindingName = keyof typeof FINDINGS;
/** What fills the words of a finding. Never a secret, never a part of one. */
export type Facts = Record<string, string | number>;

export type Finding = { check: CheckName; name: FindingName; status: Status; facts: Facts };

export const FINDING_NAMES = Object.keys(FINDINGS) as FindingName[];

export function found(name: FindingName, facts: Facts = {}): Finding {
  const [check, status] = FINDINGS[name];
  return { check, name, status, facts };
}

export function isWrong({ status }: Finding): boolean {
  return status !== "pass";
}
