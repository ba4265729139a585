import { type Logger, pino } from 'pino';

/** One line of JSON per event, ids only: what could name a person is dropped even where somebody passes it by mistake. */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'phone',
        'email',
        'fullName',
        'token',
        'password',
        'snils',
        '*.phone',
        '*.email',
        '*.fullName',
        '*.token',
        '*.password',
        '*.snils',
      ],
      remove: true,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
