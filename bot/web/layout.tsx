import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Language } from '#core/language.ts';

// Contrast of text is at least 4.5:1 (WCAG AA) in both schemes, of borders and focus 3:1.
const stylesheet = `
:root{color-scheme:light dark;--back:#eef1f5;--card:#fff;--text:#1a2230;--soft:#4a5568;--line:#7a8699;--accent:#1456b8;--on-accent:#fff;--bad:#b3261e;--bad-back:#fdecea;--good:#176b3a}
@media (prefers-color-scheme:dark){:root{--back:#10151d;--card:#1a222e;--text:#e8edf4;--soft:#b4bfcd;--line:#7c8aa0;--accent:#8ab4f8;--on-accent:#0c1420;--bad:#ffb4ab;--bad-back:#3d1f1d;--good:#7ddba3}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:16px;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
main{width:100%;min-width:0;max-width:28rem;background:var(--card);border-radius:16px;padding:24px 20px;overflow-wrap:anywhere}
.wide main{max-width:64rem}
.language{margin:0 0 8px;text-align:right;font-size:.9375rem}
.language a{display:inline-block;padding:4px 0}
a{color:var(--accent)}
h1{margin:0 0 12px;font-size:1.375rem;line-height:1.25;text-wrap:balance}
h2{margin:0 0 8px;font-size:1.125rem}
p,ul,ol,dl,form,fieldset,table,.scroll{margin:0 0 16px}
main>:last-child,section>:last-child,form>:last-child,.field>:last-child,.scroll>:last-child{margin-bottom:0}
section+section{margin-top:24px;padding-top:24px;border-top:1px solid var(--line)}
ul,ol{padding-left:1.25rem}
li{margin-bottom:4px}
.soft{color:var(--soft);font-size:.9375rem}
.address{font-weight:600}
.mark{width:48px;height:48px;margin:0 0 12px;border-radius:50%;display:grid;place-items:center;font-size:24px;line-height:1;background:var(--good);color:var(--card)}
.button{display:block;width:100%;min-height:48px;padding:12px 16px;border:0;border-radius:10px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.button:hover{filter:brightness(1.08)}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.button.quiet{background:transparent;color:var(--accent);border:1px solid var(--accent)}
.button+.button,form+form,form+.button{margin-top:10px}
.links{list-style:none;padding:0}
.links a{display:inline-block;min-height:44px;padding:10px 0}
.login{font:600 1.375rem/1.3 ui-monospace,"SF Mono",Menlo,Consolas,monospace;padding:12px;border:1px solid var(--line);border-radius:10px;text-align:center}
dt{color:var(--soft);font-size:.9375rem}
dd{margin:0 0 10px}
fieldset{padding:0;border:0;min-width:0}
legend{padding:0;margin-bottom:6px;font-weight:600}
.field{margin:0 0 16px}
.field .soft{margin:6px 0 0}
.field .trouble{margin:6px 0 0;padding:8px 12px}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse}
caption{text-align:left;font-weight:600;padding-bottom:6px}
th,td{padding:8px 10px 8px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}
.places{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 20px}
.places a{display:inline-block;padding:10px 0}
.places a[aria-current]{color:var(--text);font-weight:600;text-decoration:none}
.wide .button{max-width:28rem}
.wide .field{max-width:28rem}
td img{display:block;max-width:none;border-radius:4px}
.once img{max-width:100%;height:auto}
@media (min-width:40rem){.wide dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 24px}.wide dd{margin:0}}
.once{padding:16px;border:2px solid var(--accent);border-radius:10px}
.once .address{font-size:.875rem;font-weight:400}
summary{min-height:44px;padding:10px 0;cursor:pointer}
.schools{list-style:none;padding:0}
.schools li{padding:10px 0;border-top:1px solid var(--line)}
.schools a{font-weight:600}
label{display:block;margin-bottom:6px;font-weight:600}
input[type=password],input[type=text],input[type=email],input[type=search],input[type=file],select,textarea{display:block;width:100%;min-height:48px;padding:10px 12px;border:1px solid var(--line);border-radius:10px;background:var(--card);color:var(--text);font:inherit}
input[aria-invalid=true]{border:2px solid var(--bad)}
.show{display:flex;gap:10px;align-items:center;min-height:44px;margin:4px 0 0;font-weight:400}
.show input{width:20px;height:20px;margin:0;accent-color:var(--accent)}
.bar{height:6px;margin:10px 0 4px;border-radius:3px;border:1px solid var(--line);overflow:hidden}
.bar div{height:100%;width:0;background:var(--bad)}
.bar .enough{background:var(--good)}
.trouble{padding:12px;border-radius:10px;background:var(--bad-back);color:var(--bad);font-weight:600}
.fine{padding:12px;border-radius:10px;border:2px solid var(--good);font-weight:600}
[hidden]{display:none!important}
`;

export interface PageProps {
  language: Language;
  title: string;
  nonce: string;
  script?: string;
  /** For tables: the card takes the window's width, up to 64rem. */
  wide?: boolean;
  /** The same page in the other language, for pages that no chat's language belongs to. */
  other?: { language: Language; label: string; url: string };
  children: Child;
}

/** A page in one language: a card in the middle, our style, and at most one script of ours. */
export function Page({ language, title, nonce, script, wide = false, other, children }: PageProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{title}</title>
          <link rel="icon" href="data:," />
          <style nonce={nonce}>{raw(stylesheet)}</style>
        </head>
        <body {...(wide ? { class: 'wide' } : {})}>
          <main>
            {other ? (
              <p class="language">
                <a href={other.url} lang={other.language} hreflang={other.language}>
                  {other.label}
                </a>
              </p>
            ) : null}
            {children}
          </main>
          {script === undefined ? null : <script nonce={nonce}>{raw(script)}</script>}
        </body>
      </html>
    </>
  );
}

/** What a page says when there is nothing to fill in, and where it leads. */
export interface NoticeText {
  title: string;
  paragraphs: string[];
  link?: { label: string; url: string };
  done?: boolean;
}

export function Notice({ title, paragraphs, link, done }: NoticeText) {
  return (
    <>
      {done ? (
        <p class="mark" aria-hidden="true">
          ✓
        </p>
      ) : null}
      <h1>{title}</h1>
      {paragraphs.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      {link ? (
        <p>
          <a class="button" href={link.url}>
            {link.label}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** A notice for whoever's language is not known: Russian first, then English. */
export function BilingualPage(props: { nonce: string; russian: NoticeText; english: NoticeText }) {
  const { nonce, russian, english } = props;
  return (
    <Page language="ru" title={`${russian.title} · ${english.title}`} nonce={nonce}>
      <section>
        <Notice {...russian} />
      </section>
      <section lang="en">
        {/* One heading of the first level per page: the second language comes below it. */}
        <h2>{english.title}</h2>
        {english.paragraphs.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        {english.link ? (
          <p>
            <a class="button" href={english.link.url}>
              {english.link.label}
            </a>
          </p>
        ) : null}
      </section>
    </Page>
  );
}
