/** `orrery signing`: the service that Grafana's signing client can use, and tokens for it. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { answering, type Io, readArguments, UsageError } from '../cli/io.ts';
import { openSigner } from '../key-source.ts';
import { newToken, parseConfig, type ServiceConfig, type SigningLevel, signingLevels, type Token } from './policy.ts';
import { type Service, startService } from './server.ts';

export const summary = 'sign plugins for others: a service for CI, and tokens for it';
export const usage = `Usage: orrery signing serve --config FILE
       orrery signing token --name NAME --org ID [--org-name NAME] --level LEVEL... [--plugin PATTERN...] [--root-url URL...] [--expires DATE]

serve   answers Grafana's signing client: set GRAFANA_COM_URL to https://HOST:PORT/api and GRAFANA_ACCESS_POLICY_TOKEN to a token, then
        run @grafana/sign-plugin as ever. The configuration is JSON:
          { "listen": "0.0.0.0:8443", "tls": { "cert": "tls.crt", "key": "tls.key" }, "key": { "file": "orrery-key.asc" },
            "audit": "signing-audit.jsonl", "tokens": [] }
        "key" may name a "command" that reaches a key on a token ("file" is then its public half); without it, $ORRERY_SIGNING_KEY signs.
        Paths are taken from where the file lies. A change of "tokens" counts at once.
token   makes a token: it is shown once; what to put into "tokens" holds only its hash
        --level     commercial, community, private, private-glob
        --plugin    ids it may sign, with *; all that begin with the organisation's id when absent
        --root-url  addresses that private plugins may be bound to, with * and **; any when absent`;

export function run(args: string[], io: Io): Promise<number> {
  return answering(io, args, usage, async () => {
    const [verb = '', ...rest] = args;
    if (verb === 'token') return token(rest, io);
    if (verb !== 'serve') throw new UsageError(verb ? `there is no "signing ${verb}".` : 'say what to do: serve or token.');
    const service = await serve(rest, io);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await service[Symbol.asyncDispose]();
    return 0;
  });
}

const one = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;

export async function serve(args: readonly string[], io: Io): Promise<Service> {
  const { values, positionals } = readArguments(args, { config: one });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is one argument too many.`);
  if (!values.config) throw new UsageError('--config is missing: where is the configuration?');
  const file = resolve(io.cwd, values.config);
  const source = await tokenSource(file, (problem) => io.err(`orrery: ${problem}`));
  const { config } = source;
  const here = (path: string): string => resolve(dirname(file), path);
  const { key = {} } = config;
  const signer = await openSigner({
    ...(key.file && { file: here(key.file) }),
    ...(key.command && { command: key.command }),
    ...{ env: io.env, cwd: dirname(file), warn: (text: string) => io.err(`orrery: ${text}`) },
  });
  if (!signer) throw new Error(`${file}: there is no key to sign with. Name one as "key", or set ORRERY_SIGNING_KEY.`);
  const tls = config.tls && { cert: await readFile(here(config.tls.cert), 'utf8'), key: await readFile(here(config.tls.key), 'utf8') };
  const service = await startService({
    ...{ config: { ...config, audit: here(config.audit) }, tokens: source.tokens, signer },
    ...(tls && { tls }),
    log: (text) => io.err(`orrery: ${text}`),
  });
  io.out(`Signing with ${signer.keyId} at ${service.url}. Clients set GRAFANA_COM_URL=${service.url}/api`);
  return service;
}

/** Read anew when the file changed; while it holds a mistake, the last good tokens count, and the mistake is told. */
async function tokenSource(
  file: string,
  tell: (problem: string) => void,
): Promise<{ readonly config: ServiceConfig; readonly tokens: () => Promise<readonly Token[]> }> {
  const stampOf = async (): Promise<string> => {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  };
  let stamp = await stampOf();
  const config = parseConfig(await readFile(file, 'utf8'), file);
  let current = config.tokens;
  return {
    config,
    async tokens() {
      try {
        const now = await stampOf();
        if (now !== stamp) {
          stamp = now;
          current = parseConfig(await readFile(file, 'utf8'), file).tokens;
        }
      } catch (error) {
        tell(`${error instanceof Error ? error.message : String(error)} The tokens read before stay in force.`);
      }
      return current;
    },
  };
}

async function token(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, {
    ...{ name: one, org: one, 'org-name': one, level: many, plugin: many, 'root-url': many, expires: one },
  });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is one argument too many.`);
  const { name, org, level: levels = [], plugin: plugins, 'root-url': rootUrls, expires } = values;
  if (!name) throw new UsageError('--name is missing: whose token is it?');
  if (!org) throw new UsageError('--org is missing: with which id do its plugins begin?');
  if (levels.length === 0) throw new UsageError(`--level is missing: ${signingLevels.join(', ')}.`);
  const { token: secret, hash } = newToken();
  const entry: Token = {
    ...{ name, hash, org, orgName: values['org-name'] ?? org, levels: levels as SigningLevel[] },
    ...(plugins && { plugins }),
    ...(rootUrls && { rootUrls }),
    ...(expires && { expires }),
  };
  // What it would not read, it does not print.
  parseConfig(JSON.stringify({ listen: '127.0.0.1:0', audit: 'x', tokens: [entry] }), 'the token');
  io.out(`The token, shown this once:\n  ${secret}\n\nIts entry for "tokens":\n${JSON.stringify(entry, null, 2)}`);
  return 0;
}
