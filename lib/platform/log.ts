import pino, { type DestinationStream, type Logger } from "pino";
import { redact, redactText } from "./redact";

/**
 * A logger of JSON lines that hides secrets, cookies, mail addresses and card numbers in everything it is given:
 * message, fields, errors and the fields of its children. Hiding happens here and not at each call, because the
 * one call that forgets is the one that leaks.
 */
export function createLog(options: { level: string; destination?: DestinationStream }): Logger {
  const logger = pino(
    {
      level: options.level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map(toLoggable) as typeof args);
        },
      },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return hideInChildren(logger);
}

function toLoggable(argument: unknown, index: number): unknown {
  if (argument instanceof Error && index === 0) {
    return { err: redact(argument), msg: redactText(argument.message) };
  }
  return redact(argument);
}

/** Children inherit this method, so theirs are covered too. */
function hideInChildren(logger: Logger): Logger {
  const { child } = logger;
  logger.child = function childWithoutSecrets(this: Logger, bindings: pino.Bindings, options) {
    return child.call(this, redact(bindings) as pino.Bindings, options);
  } as typeof child;
  return logger;
}

/** The app's log. `log.info({ orderId }, "order paid")`: fields first, then a short constant sentence. */
export const log: Logger = createLog({ level: knownLevel(process.env.LOG_LEVEL?.trim()) });

/** An unknown level is a fault that the environment's check reports; the log must be there to report it. */
function knownLevel(level: string | undefined): string {
  return level === "silent" || (level && level in pino.levels.values) ? level : "info";
}
