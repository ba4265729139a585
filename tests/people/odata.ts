import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Item = Record<string, unknown>;

/** A 1C that publishes `catalogues` through OData, as far as reading them goes. */
export interface FakeOnec {
  baseUrl: string;
  /** Every request's catalogue and query, decoded. */
  asked: { catalogue: string; query: Record<string, string> }[];
  /** Answers the next requests instead of the catalogues; undefined lets the ordinary answer through. */
  instead: ((response: ServerResponse, request: IncomingMessage) => boolean) | undefined;
  close(): Promise<void>;
}

export const USER = 'Обмен';
export const PASSWORD = 'пароль: 1';

export async function fakeOnec(catalogues: Record<string, Item[]>, largestPage = 1000): Promise<FakeOnec> {
  const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  const fake: FakeOnec = { baseUrl: '', asked: [], instead: undefined, close: async () => {} };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://1c');
    const catalogue = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
    const query = Object.fromEntries(url.searchParams);
    fake.asked.push({ catalogue, query });
    if (fake.instead?.(response, request)) return;
    if (request.headers.authorization !== expected) return void response.writeHead(401).end('Unauthorized');
    const items = catalogues[catalogue];
    if (!items) return void fail(response, 404, `Сущность "${catalogue}" не найдена`);

    const skip = Number(query.$skip ?? 0);
    const top = Math.min(Number(query.$top ?? Number.POSITIVE_INFINITY), largestPage);
    const fields = query.$select?.split(',') ?? [];
    const value = items
      .slice(skip, skip + top)
      .map((item) => Object.fromEntries(fields.filter((field) => field in item).map((field) => [field, item[field]])));
    response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' });
    response.end(JSON.stringify({ 'odata.metadata': `${fake.baseUrl}/$metadata#${catalogue}`, value }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/odata/standard.odata`;
  fake.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return fake;
}

export function fail(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify({ 'odata.error': { code: '8', message: { lang: 'ru', value: message } } }));
}
