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
/** A button that is meant by where it stands, or by nothing: an article is shown without its button, too, and below others. */
const SOME_BUTTON =
  /кнопк\S*\s+(?:ниже|внизу|снизу|под)(?!\p{L})|(?:ниже|внизу|снизу)\s+кнопк\p{L}*|(?:на)?жмите\s+кнопку(?!\s+[«“*])|(?:the|this)\s+buttons?\s+(?:right\s+)?(?:below|beneath|underneath)|press\s+the\s+button(?!\s+[“*])/iu;

/** A sentence that sends its reader to the helpdesk. */
const TO_HELPDESK =
  /(?:напи[шс]|обратит|обращайт|позвон|попросит|спросит|задайте)[^.?!]*поддержк|поддержк\p{L}*[^.?!]*(?:поможет|подскажет)|(?:\bwrite|\bask|\bcontact|\bcall|\bring)\b[^.?!]*\bhelpdesk(?!@)|\bhelpdesk\b[^.?!]*\b(?:will help|can tell)/iu;

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
      ...buttonsIn(article.body).map(({ words, line }) =>
        tell(`“${words}”: say what to do; an article is shown without its button, too, and above others`, line),
      ),
      ...piecesOf(article.body)
        .filter(sendsToHelpdesk)
        .map((piece) =>
          tell(
            'sends its reader to the helpdesk: write { $helpdesk } there, so that whoever talks to the helpdesk is not shown it',
            piece,
            'warning',
          ),
        ),
      ...(['email', 'phone'] as const)
        .filter((name) => article.body.includes(values[name] ?? '\0'))
        .map((name) =>
          tell(`write { $${name} } instead of ${values[name]}: it changes`, values[name] ?? '', 'warning'),
        ),
    ];
  });
}

/** The buttons that are not meant by their names, each with the line that it stands in. */
const buttonsIn = (body: string): { words: string; line: string }[] =>
  body.split('\n').flatMap((line) => {
    const words = SOME_BUTTON.exec(line)?.[0];
    return words === undefined ? [] : [{ words, line }];
  });

/** The paragraphs and the points of lists: what is left out as a whole. */
const piecesOf = (body: string): string[] =>
  body.split(/\n{2,}|\n(?=\s*(?:[-*]|\d+\.)\s)/).map((piece) => piece.replace(/^\s*(?:[-*]|\d+\.)\s+/, ''));

/** Whether nobody could leave it out for those who are there already. */
const sendsToHelpdesk = (piece: string): boolean =>
  (TO_HELPDESK.test(piece) || (/поддержк|helpdesk/iu.test(piece) && /\{ \$(?:email|phone) \}/.test(piece))) &&
  !/\{ \$(?:helpdesk|human) \}/.test(piece);

/** Stands in the place of every placeholder while Markdown is read. */
const FILLED = 'https://x';

function* tokensOf(body: string): Generator<Token> {
  const found: Token[] = [];
  marked.walkTokens(marked.lexer(body.replaceAll(/\{[^{}\n]*\}/g, FILLED)), (token) => {
    found.push(token);
  });
  yield* found;
}
