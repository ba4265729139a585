import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Page {
  title?: string;
  topic?: string;
  order?: number;
  journey?: string;
  siblings?: string[];
  utterances?: string[];
  errors?: string[];
  body?: string;
}

/** An article's file as an editor writes it. */
export function page({ body = 'Do this now.', utterances = ['where is it'], errors, ...header }: Page = {}): string {
  const examples = { utterances, ...(errors ? { errors } : {}) };
  const settings = { title: 'Where is it', topic: 'pass', order: 1, siblings: [], ...header, ...examples };
  return `---\n${Object.entries(settings)
    .map(([key, value]) =>
      Array.isArray(value) && key !== 'siblings'
        ? `${key}:\n${value.map((text) => `  - ${JSON.stringify(text)}`).join('\n')}`
        : `${key}: ${Array.isArray(value) ? `[${value.join(', ')}]` : value}`,
    )
    .join('\n')}\n---\n${body}\n`;
}

/** A folder of texts of its own, gone with the test. */
export class Folder {
  readonly path: string;

  constructor(files: Record<string, string> = {}) {
    this.path = mkdtempSync(join(tmpdir(), 'propusk-faq-'));
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
    for (const language of ['ru', 'en']) mkdirSync(join(this.path, language, 'faq'), { recursive: true });
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  remove(file: string): void {
    rmSync(join(this.path, file), { recursive: true });
  }
}

/** Two articles in two languages, a human and other people's business: enough to learn from, in a moment. */
export function smallSet(): Record<string, string> {
  const say = (language: string, intent: string, title: string, order: number, utterances: string[]) => ({
    [`${language}/faq/isu/${intent}.md`]: page({ title, order, utterances, body: `Answer of ${intent}, ${language}.` }),
  });
  const common = (language: string, name: string, utterances: string[]) => ({
    [`${language}/faq/common/${name}.md`]: `---\nutterances:\n${utterances.map((text) => `  - ${text}`).join('\n')}\n---\n`,
  });
  return {
    ...say('en', 'qr_where', 'Where is my QR', 2, [
      'where is my qr code',
      'I cannot find the qr',
      'show me the qr code please',
      'qr code for the entrance',
      'where do I open the qr pass',
      'my qr',
    ]),
    ...say('ru', 'qr_where', 'Где мой QR-код', 2, [
      'где мой куар код',
      'не могу найти qr',
      'покажи мой qr код',
      'qr для прохода',
      'куда делся куар',
      'мой qr',
    ]),
    ...say('en', 'register', 'How to register', 1, [
      'how do I register',
      'create an account for me',
      'sign up for the system',
      'registration of a new student',
      'where do I register',
      'new account',
    ]),
    ...say('ru', 'register', 'Как зарегистрироваться', 1, [
      'как зарегистрироваться',
      'создать учётную запись',
      'хочу завести аккаунт',
      'регистрация нового студента',
      'где регистрироваться',
      'новый аккаунт',
    ]),
    ...common('en', 'human', ['operator', 'let me talk to a person', 'a human please', 'call an operator']),
    ...common('ru', 'human', ['оператор', 'позовите человека', 'хочу поговорить с человеком', 'дайте оператора']),
    ...common('en', 'none', [
      'what is the weather',
      'hello',
      'thank you very much',
      'sell me a bicycle',
      'football today',
    ]),
    ...common('ru', 'none', ['какая погода', 'привет', 'большое спасибо', 'продайте велосипед', 'футбол сегодня']),
  };
}
