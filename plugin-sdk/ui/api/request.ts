/** JSON over the server's API. Failures are thrown as `ApiError`: pages show them in the state for it. */
export class ApiError extends Error {
  /** 0: the server was not reached. */
  readonly status: number;
  readonly requestId: string | undefined;
  /** The answer's body, where it was JSON. */
  readonly body: unknown;
  constructor(status: number, message: string, requestId: string | undefined, body: unknown) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.requestId = requestId;
    this.body = body;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/** The answer, whatever its kind. Rejects with `ApiError` for a status of 400 and above, and with the signal's reason when aborted. */
export async function request(
  path: string,
  { method = 'GET', body, accept = 'application/json', signal }: RequestOptions = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { accept, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'Cannot reach the server', undefined, undefined);
  }
  if (response.ok) return response;
  throw await failureOf(response);
}

export async function failureOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const { message } = (body ?? {}) as { message?: unknown };
  return new ApiError(
    response.status,
    typeof message === 'string' && message ? message : `The server answered ${response.status}`,
    response.headers.get('x-request-id') ?? undefined,
    body,
  );
}

/** The answer's JSON; `undefined` for an empty one. */
export async function api<Answer>(path: string, options?: RequestOptions): Promise<Answer> {
  const response = await request(path, options);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as Answer;
}
