/** What a refusal tells besides its words: seconds to wait, or the id of the supergroup that a group has become. */
export interface Parameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** A refusal, as the Bot API words it. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: Parameters | undefined;

  constructor(code: number, description: string, parameters?: Parameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (text: string): ApiError => new ApiError(400, `Bad Request: ${text}`);
export const forbidden = (text: string): ApiError => new ApiError(403, `Forbidden: ${text}`);
export const conflict = (text: string): ApiError => new ApiError(409, `Conflict: ${text}`);
export const notFound = (): ApiError => new ApiError(404, 'Not Found');

/** @param seconds after which the call may be repeated; whole and at least 1. */
export const tooMany = (seconds: number): ApiError =>
  new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
