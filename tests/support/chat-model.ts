import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on the loopback that is asked as OpenAI's are. */
export interface ChatModel {
  url: string;
  /** What it was asked, in order; tests empty it. */
  requests: { path: string; headers: IncomingHttpHeaders; body: string }[];
  /** Answers each request; at first it says nothing at all. */
  respond: (response: ServerResponse, body: string) => void;
  close(): Promise<void>;
}

/** An answer as `/chat/completions` gives it. */
export const completion = (content: unknown): string =>
  JSON.stringify({ id: 'x', choices: [{ index: 0, message: { role: 'assistant', content } }] });

export async function openChatModel(): Promise<ChatModel> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    model.requests.push({ path: request.url ?? '', headers: request.headers, body });
    model.respond(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const model: ChatModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: [],
    respond: () => undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return model;
}
