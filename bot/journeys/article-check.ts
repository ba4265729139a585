import { marked, type Token } from 'marked';
import type { Article } from '#core/faq/article.ts';
import { type Finding, finding, type Locate } from '#core/faq/check/finding.ts';
import { fileOf } from '#core/faq/files.ts';
import { faqFolder } from '#core/faq/folder.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { placeholders, placeholdersIn } from './article-text.ts';

/** A longer answer is not read. Characters. */
const LONGEST_ANSWER = 900;

/** What Markdown can do and a chat cannot. */
const UNSHOWN: Record<string, string> = {
  heading: 'a heading',
  table: 'a table',
  image: 'a picture',
  html: 'an HTML tag',
  code: 'a block of code (a line that begins with four spaces is one)',
  blockquote: 'a quotation (a line that begins with >)',
  hr: 'a ruled line',
};
const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/** Whether the chat can show the answers as they are written. */
export function checkAnswers(articles: readonly Article[], locate: Locate): Finding[] {
  return articles.flatMap((article) => {
    const file = fileOf(article);
    const institution = defaultInstitutions.find((one) => faqFolder(one) === article.institution);
    if (!institution) {
      const folders = defaultInstitutions.map(faqFolder).join(', ');
      return [finding('error', file, `nobody reads the folder “${article.institution}”: the folders are ${folders}`)];
    }
    const values = placeholders(institution, article.language);
    const tell = (message: string, piece: string, level: Finding['level'] = 'error') =>
      finding(level, file, message, locate(file, piece.split('\n')[0] ?? ''));
    const { length } = article.body;
    return [
      ...(length > LONGEST_ANSWER
        ? [tell(`the answer has ${length} characters; at most ${LONGEST_ANSWER} are read`, article.body)]
        : []),
      ...placeholdersIn(article.body)
        .filter(({ name }) => name === null || !Object.hasOwn(values, name))
        .map(({ written }) => {
          const names = Object.keys(values).map((name) => `{ $${name} }`);
          return tell(`${written} stands for nothing; what can stand there: ${names.join(' ')}`, written);
        }),
      ...[...tokensOf(article.body)].flatMap((token) => {
        const what = UNSHOWN[token.type];
        if (what) return [tell(`the chat cannot show ${what}`, token.raw.trim())];
        if (token.type !== 'link' || 'autolink' in token) return [];
        return SAFE.test(token.href) || token.href === FILLED
          ? []
          : [tell(`a link must begin with https://: ${token.href}`, token.href)];
      }),
      ...(['email', 'phone'] as const)
        .filter((name) => article.body.includes(values[name] ?? '\0'))
        .map((name) =>
          tell(`write { $${name} } instead of ${values[name]}: it changes`, values[name] ?? '', 'warning'),
        ),
    ];
  });
}

/** Stands in the place of every placeholder while Markdown is read. */
const FILLED = 'https://x';

function* tokensOf(body: string): Generator<Token> {
  const found: Token[] = [];
  marked.walkTokens(marked.lexer(body.replaceAll(/\{[^{}\n]*\}/g, FILLED)), (token) => {
    found.push(token);
  });
  yield* found;
}
