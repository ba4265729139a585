// A process that opens a folder of texts once, as the bot does at its start: `opener.ts <folder> <cache> <question>`.
import { openFaq } from '#core/faq/open.ts';

const [, , folder = '', cacheFolder = '', question = ''] = process.argv;
const told: unknown[] = [];
const log = (facts: object, message: string): void => void told.push({ ...facts, message });
const store = await openFaq({ folder, cacheFolder, every: null, log: { info: log, warn: log, error: log } });
process.stdout.write(JSON.stringify({ told, understood: store.current().ask(question) }));
store.close();
