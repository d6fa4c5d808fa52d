/** What a log line may carry: ids, counts and reasons. Never an event, a policy or an environment value. */
export interface LogDetails {
  readonly [name: string]: string | number | boolean | readonly string[] | undefined;
}

export interface Log {
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
}

/** Writes one JSON object a line, as CloudWatch Logs Insights reads them. */
export const jsonLog = (write: (line: string) => void): Log => {
  const at =
    (level: string) =>
    (message: string, details: LogDetails = {}): void =>
      write(JSON.stringify({ level, message, ...details }));
  return { info: at('info'), warn: at('warn'), error: at('error') };
};
