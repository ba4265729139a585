import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Citizen } from './citizens.ts';

const style = `
:root{color-scheme:light dark}
body{margin:0;padding:16px;font:1rem/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:0 auto}
form{margin:0 0 10px}
button{width:100%;min-height:48px;padding:10px 14px;font:inherit;text-align:left;cursor:pointer}
small{display:block;opacity:.8}
`;

function Sheet({ title, children }: { title: string; children: Child }) {
  return (
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style>{raw(style)}</style>
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}

const page = (title: string, children: Child): string =>
  `<!doctype html>${(<Sheet title={title}>{children}</Sheet>).toString()}`;

const fullName = ({ familyName, givenName, middleName }: Citizen): string =>
  [familyName, givenName, middleName].filter(Boolean).join(' ');

/** Asks whom to be. @param path the page's own, which each choice is posted below */
export const choicePage = (citizens: readonly Citizen[], path: string): string =>
  page(
    'Госуслуги (песочница) · Gosuslugi (sandbox)',
    <>
      <h1>Госуслуги (песочница) · Gosuslugi (sandbox)</h1>
      <p>
        Это не настоящие Госуслуги, и людей таких нет. Кем войти? ·{' '}
        <span lang="en">This is not the real Gosuslugi, and these people do not exist. Who signs in?</span>
      </p>
      {citizens.map((citizen) => (
        <form method="post" action={`${path}/${citizen.id}`}>
          <button type="submit">
            {fullName(citizen)}
            <small>
              {citizen.about.ru} · <span lang="en">{citizen.about.en}</span>
            </small>
          </button>
        </form>
      ))}
      <form method="post" action={`${path}/nobody`}>
        <button type="submit">
          Отмена · <span lang="en">Cancel</span>
        </button>
      </form>
    </>,
  );

export const errorPage = (error: string): string =>
  page(
    'Госуслуги (песочница) · Gosuslugi (sandbox)',
    <>
      <h1>Не получилось · It did not work</h1>
      <p>
        {error}. Начните вход в журнал заново. · <span lang="en">Start signing in to the journal anew.</span>
      </p>
      <p>
        <a href="/hello">Журнал · Journal</a>
      </p>
    </>,
  );
