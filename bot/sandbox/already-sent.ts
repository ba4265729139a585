import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/** Tells our server that the request is answered on its socket, or never will be: it adds nothing. */
export function alreadySent(): Response {
  const answer = new Response(null, { headers: RESPONSE_ALREADY_SENT.headers });
  // A server of @hono/node-server puts its own in place of the global Response, and sends that at once, without a look at the header that
  // says not to, unless somebody has asked for its body. The package's constant is such a one when it is loaded after a server was begun.
  void answer.body;
  return answer;
}
