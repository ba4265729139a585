import { badRequest } from './errors.ts';

type Checked = { ok: true; url: string } | { ok: false; reason: string };

/** What Telegram makes of a link: corrected, or the reason why it is refused. A host needs a dot. */
export function checkUrl(link: string, httpsOnly = false): Checked {
  const text = link.trim();
  const internal = /^(tg|ton):(\/\/)?/i.exec(text);
  const rest = internal ? text.slice(internal[0].length) : text;
  const protocol = /^([a-z][a-z0-9+.-]*):\/\//i.exec(rest)?.[1]?.toLowerCase();
  if (protocol !== undefined && protocol !== 'http' && protocol !== 'https') return refuse('Unsupported URL protocol');
  const address = protocol === undefined ? rest : rest.slice(protocol.length + 3);
  if (httpsOnly && (protocol !== 'https' || internal)) return refuse('Only HTTPS links are allowed');

  const authority = (/^[^/?#]*/.exec(address)?.[0] ?? '').replace(/^.*@/, '');
  const ipv6 = authority.startsWith('[');
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (host === '') return refuse('URL host is empty');
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    return refuse('Wrong port number specified in the URL');
  }
  if (/[\s"<>^`{|}\\]/.test(host)) return refuse('Disallowed character in URL host');
  if (internal) return { ok: true, url: `${internal[1]?.toLowerCase()}://${rest}` };
  if (!host.includes('.') && !ipv6) return refuse('Wrong HTTP URL');

  const path = address.slice((/^[^/?#]*/.exec(address)?.[0] ?? '').length);
  const tail = path.startsWith('/') ? path : `/${path}`;
  return { ok: true, url: `${protocol ?? 'http'}://${host.toLowerCase()}${port ? `:${port}` : ''}${tail}` };
}

/** @throws ApiError, e.g. `inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL`. */
export function requireUrl(link: string, what: string, httpsOnly = false): string {
  const checked = checkUrl(link, httpsOnly);
  if (!checked.ok) throw badRequest(`${what} '${link}' is invalid: ${checked.reason}`);
  return checked.url;
}

const refuse = (reason: string): Checked => ({ ok: false, reason });
