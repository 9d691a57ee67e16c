/** The MCP server of the npm package `@leval/mcp-grafana`, as assistants start it: over stdio, with a token of ours. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ToolAnswer {
  readonly failed: boolean;
  /** The answer's text, parsed where it is JSON. */
  readonly value: unknown;
  readonly text: string;
}
export interface McpClient extends AsyncDisposable {
  readonly tools: readonly string[];
  call(tool: string, args?: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
}
interface Reply {
  readonly id?: number;
  readonly result?: {
    readonly tools?: readonly { name: string }[];
    readonly isError?: boolean;
    readonly content?: readonly { text?: string }[];
  };
  readonly error?: { readonly message: string };
}

export async function startMcpClient(url: string, token: string): Promise<McpClient> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@leval/mcp-grafana/package.json')), 'dist/cli.js');
  const child = spawn(process.execPath, [cli], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH, GRAFANA_URL: url, GRAFANA_SERVICE_ACCOUNT_TOKEN: token },
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const reply = JSON.parse(line) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  let last = 0;
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = (method: string, params: object): Promise<Reply> =>
    new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      send({ id, method, params });
    });

  await ask('initialize', { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'orrery-test', version: '1' } });
  send({ method: 'notifications/initialized' });
  const { result } = await ask('tools/list', {});
  return {
    tools: (result?.tools ?? []).map(({ name }) => name),
    async call(tool, args = {}) {
      const { result: answer, error } = await ask('tools/call', { name: tool, arguments: args });
      const text = error?.message ?? answer?.content?.map(({ text = '' }) => text).join('\n') ?? '';
      return { failed: error !== undefined || answer?.isError === true, text, value: parsed(text) };
    },
    async [Symbol.asyncDispose]() {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill();
      await gone;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
