import type { DeviceWords } from "./describe-device";

/** A place where a person is signed in. Times are ISO 8601 texts in UTC. */
export type SessionView = {
  id: string;
  device: DeviceWords;
  isCurrent: boolean;
  createdAt: string;
  lastSeenAt: string;
};
