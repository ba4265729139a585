import type { CallRecord } from '#bot/sandbox/telegram/world.ts';
import { checkCall, loadBotApiSpec } from './bot-api-spec.ts';
import { remark } from './remarks.ts';

/** What the Bot API's specification has against these calls. Without the file that BOT_API_SPEC names: nothing, said aloud. */
export function complaints(calls: readonly CallRecord[]): string[] {
  const spec = loadBotApiSpec();
  if (!spec) {
    remark('calls were not held against the Bot API’s specification: BOT_API_SPEC names no file');
    return [];
  }
  return [...new Set(calls.flatMap(({ method, params }) => checkCall(spec, method, params)))];
}
