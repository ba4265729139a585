import { escapeHtml } from '#locales/texts.ts';
import type { Language } from '../language.ts';

/** What a letter says, already in its language. Every string is plain text: this page escapes. */
export interface LetterBody {
  language: Language;
  /** Above everything: whoever answers writes above it, so that what we quote can be told from what they say. */
  marker?: string;
  title: string;
  paragraphs: string[];
  /** What somebody wrote, each with a heading. */
  quotes?: { title: string; text: string }[];
  action?: { label: string; url: string; linkNote: string; codeNote: string; code: string; codeWarning: string };
  /** Several things to press, each with what it is about. */
  choices?: { title: string; rows: [label: string, value: string][]; label: string; url: string }[];
  facts?: { title: string; rows: [label: string, value: string][] };
  /** After the action, and above the footer. */
  notes: string[];
  footer: string;
}

// Colours stand inline for clients that drop <style>; the dark ones need it, and clients that drop it darken by themselves.
const style = {
  body: 'margin:0;padding:24px 12px;background:#eef1f5;color:#1a2230;font-family:-apple-system,Segoe UI,Roboto,Arial,sans-serif;font-size:16px;line-height:1.5',
  card: 'max-width:520px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px',
  title: 'margin:0 0 16px;font-size:22px;line-height:1.3',
  heading: 'margin:0 0 12px;font-size:18px',
  text: 'margin:0 0 16px',
  button:
    'display:inline-block;padding:14px 24px;background:#1456b8;color:#ffffff;border-radius:8px;font-weight:600;text-decoration:none',
  small: 'margin:0 0 16px;font-size:14px;color:#4a5568',
  link: 'color:#1456b8;word-break:break-all',
  code: 'margin:0 0 8px;font-family:Menlo,Consolas,monospace;font-size:28px;font-weight:700;letter-spacing:4px',
  fact: 'margin:0 0 10px;white-space:pre-wrap;word-break:break-word',
};

const dark = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){.page{background:#10151d!important;color:#e8edf4!important}.card{background:#1a222e!important}
.button{background:#8ab4f8!important;color:#0c1420!important}.link{color:#8ab4f8!important}.small{color:#b4bfcd!important}}`;

/** The letter as HTML: no tables, pictures or scripts; readable where styles are dropped. */
export function letterHtml(body: LetterBody): string {
  const paragraph = (text: string): string => `<p style="${style.text}">${escapeHtml(text)}</p>`;
  const small = (text: string): string => `<p class="small" style="${style.small}">${escapeHtml(text)}</p>`;
  const { action, facts, choices = [], quotes = [] } = body;
  const rows = (all: [string, string][]): string =>
    all
      .map(([label, value]) => {
        const lines = escapeHtml(value).replaceAll('\n', '<br>');
        return `<p style="${style.fact}"><b>${escapeHtml(label)}:</b> ${lines}</p>`;
      })
      .join('\n');
  const button = ({ label, url }: { label: string; url: string }): string =>
    `<p style="${style.text}"><a class="button" style="${style.button}" href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`;
  const address = (url: string): string =>
    `<a class="link" style="${style.link}" href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
  return `<!doctype html>
<html lang="${body.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(body.title)}</title>
<style>${dark}</style>
</head>
<body class="page" style="${style.body}">
<div role="main" class="card" style="${style.card}">
${body.marker ? `${small(body.marker)}\n` : ''}<h1 style="${style.title}">${escapeHtml(body.title)}</h1>
${body.paragraphs.map(paragraph).join('\n')}
${quotes.map((one) => `<p style="${style.fact}"><b>${escapeHtml(one.title)}</b><br>${escapeHtml(one.text)}</p>`).join('\n')}${
  action
    ? `${button(action)}
${small(action.linkNote).replace('</p>', `<br>${address(action.url)}</p>`)}
<p style="${style.text}">${escapeHtml(action.codeNote)}</p>
<p style="${style.code}">${escapeHtml(action.code)}</p>
${small(action.codeWarning)}`
    : ''
}${choices
  .map(
    (one) => `<h2 style="${style.heading}">${escapeHtml(one.title)}</h2>
${rows(one.rows)}
${button(one)}
<p class="small" style="${style.small}">${address(one.url)}</p>`,
  )
  .join('\n')}${facts ? `<h2 style="${style.heading}">${escapeHtml(facts.title)}</h2>\n${rows(facts.rows)}` : ''}
${body.notes.map(small).join('\n')}
<hr style="border:0;border-top:1px solid #8893a3;margin:0 0 16px">
${small(body.footer)}
</div>
</body>
</html>
`;
}

/** The same letter for clients that show no HTML. */
export function letterText(body: LetterBody): string {
  const { action, facts, choices = [], quotes = [] } = body;
  const rows = (all: [string, string][]): string => all.map(([label, value]) => `${label}: ${value}`).join('\n');
  const parts = [
    ...(body.marker ? [body.marker] : []),
    body.title,
    ...body.paragraphs,
    ...quotes.map((one) => `${one.title}\n${one.text}`),
    ...(action ? [`${action.label}:\n${action.url}`, `${action.codeNote}\n${action.code}`, action.codeWarning] : []),
    ...choices.map((one) => `${one.title}\n${rows(one.rows)}\n${one.label}:\n${one.url}`),
    ...(facts ? [`${facts.title}\n\n${rows(facts.rows)}`] : []),
    ...body.notes,
    `-- \n${body.footer}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
