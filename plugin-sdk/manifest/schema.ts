/**
 * What a plugin.json may hold. Grafana's own keys are taken leniently, unknown ones kept; the `orrery` object is ours and strict, so
 * that a mistyped capability is an error at the author's desk and not a plugin that silently holds less. The maps over points and
 * capabilities are typed by their contracts: a new one without a line here does not compile.
 */
import semver from 'semver';
import * as v from 'valibot';
import type { CapabilityRequests } from '../capabilities/index.ts';
import type { ContributionDeclarations, Point } from '../contributions/index.ts';
import type { Rule } from '../contributions/route.ts';
import { limitCaps } from './limits.ts';
import type { Limits } from './types.ts';

type Schema<Output> = v.GenericSchema<unknown, Output>;

/** An object of these keys and no other, whose complaints say which there are. `missing` explains a key that may not be left out. */
function closed<const Entries extends v.ObjectEntries>(entries: Entries, missing: Readonly<Record<string, string>> = {}) {
  return v.strictObject(entries, ({ expected, received }) => {
    if (expected === 'never') return `is not known here; known are ${Object.keys(entries).join(', ')}`;
    if (expected === 'Object') return `is ${received}; an object belongs there`;
    return missing[JSON.parse(expected as string) as string] ?? 'is missing';
  });
}

const text = v.pipe(v.string(), v.nonEmpty('is empty'));
const texts = v.array(text);
const translations = v.record(v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/, 'is no primary language tag such as "de"')), text);
const name = v.pipe(v.string(), v.regex(/^[@A-Za-z0-9][@A-Za-z0-9._/:-]{0,119}$/, 'is no name: letters, digits and . _ - / : @ make one'));
const named = <Output>(declaration: Schema<Output>) => v.record(name, declaration);
const file = v.pipe(
  v.string(),
  v.regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/, 'is no file of the package, like img/logo.svg'),
);
const version = v.pipe(
  v.string(),
  v.check((found) => semver.valid(found) !== null, 'is no version like 1.2.0'),
);
const range = v.pipe(
  v.string(),
  v.check((found) => semver.validRange(found) !== null, 'is no range of versions like ^1.2.0'),
);
const path = v.pipe(
  v.string(),
  v.startsWith('/', 'does not begin with /'),
  v.regex(/^(?:\/(?::[A-Za-z0-9_]+\??|[^\s?#\\/:][^\s?#\\/]*)?)*$/, 'is no path: parts are words or :name'),
);
const routePath = v.pipe(path, v.regex(/^[^*?]*(?:\/\*)?$/, 'has a * that is not its last part, or a ?'));

const permission = closed({ action: text, scope: v.optional(v.string()) });
const ruleForms =
  '{ action, scope }, { anyOf: [...] }, { signedIn: true }, { admitted: true }, { serverAdmin: true }, { anyone: true } or { claim: true }';
const rule: Schema<Rule> = v.union(
  [
    permission,
    closed({ anyOf: v.pipe(v.array(permission), v.minLength(1)) }),
    closed({ signedIn: v.literal(true) }),
    closed({ admitted: v.literal(true) }),
    closed({ serverAdmin: v.literal(true) }),
    closed({ anyone: v.literal(true) }),
    closed({ claim: v.literal(true) }),
  ],
  `is no rule; a rule is ${ruleForms}`,
);

const columns = ['text', 'long', 'integer', 'number', 'boolean', 'time', 'json'] as const;
const column = v.picklist([...columns, 'text?', 'long?', 'integer?', 'number?', 'boolean?', 'time?', 'json?']);
const table = closed({
  columns: v.record(text, column),
  unique: v.optional(v.array(v.pipe(texts, v.minLength(1)))),
  indexes: v.optional(v.array(v.pipe(texts, v.minLength(1)))),
  global: v.optional(v.boolean()),
});
type Origin = NonNullable<CapabilityRequests['fetch']>[number];
const origin = v.custom<Origin>(
  (found) => typeof found === 'string' && /^(?:instance|https?:\/\/[^/\s?#@]+|setting:[\w.-]+:\w+)$/.test(found),
  'is no origin: "instance", like https://api.example with no path, or "setting:section:key"',
);

const capabilities: { readonly [Name in keyof CapabilityRequests]-?: Schema<NonNullable<CapabilityRequests[Name]>> } = {
  fetch: v.array(origin),
  storage: closed({ tables: v.record(text, table) }),
  secrets: v.array(v.picklist(['write', 'decrypt'])),
  cache: v.literal(true),
  events: closed({ publish: v.optional(texts), subscribe: v.optional(texts) }),
  schedule: v.literal(true),
  live: v.record(text, closed({ action: v.optional(text), scope: v.optional(v.string()) })),
  identity: v.array(v.picklist(['check', 'signIn', 'sessions', 'rights'])),
  settings: texts,
  instances: v.record(text, v.array(v.picklist(['read', 'write', 'call']))),
  provisioning: texts,
  shelf: texts,
  trust: v.literal(true),
  wasm: v.literal(true),
};

const namedTemplates = v.optional(v.nullable(v.array(v.looseObject({ name: v.string(), content: v.string() }))));
const tokenAuth = v.optional(
  v.nullable(
    v.looseObject({
      url: v.optional(v.string()),
      scopes: v.optional(v.nullable(v.array(v.string()))),
      params: v.optional(v.nullable(v.record(v.string(), v.string()))),
    }),
  ),
);
const proxyRoute = v.looseObject({
  path: text,
  method: v.optional(v.string()),
  url: v.optional(v.string()),
  reqSignedIn: v.optional(v.boolean()),
  reqRole: v.optional(v.string()),
  reqAction: v.optional(v.string()),
  headers: namedTemplates,
  urlParams: namedTemplates,
  tokenAuth,
  jwtTokenAuth: tokenAuth,
  authType: v.optional(v.string()),
});
const include = v.looseObject({
  type: v.string(),
  ...Object.fromEntries(['name', 'path', 'uid', 'role', 'action', 'icon'].map((key) => [key, v.optional(v.nullable(v.string()))])),
  addToNav: v.optional(v.nullable(v.boolean())),
  defaultNav: v.optional(v.nullable(v.boolean())),
});

type Declarations = { readonly [P in Point]: Schema<NonNullable<ContributionDeclarations[P]>[string]> };
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** From at least to at most. */
const span = v.union([v.strictTuple([count]), v.strictTuple([count, count])], 'is no span: [1], or [1, 20]');
const declarations: Declarations = {
  datasource: closed({
    proxy: v.optional(v.array(closed({ methods: v.pipe(texts, v.minLength(1)), path: text }))),
    headers: v.optional(v.record(text, v.string())),
    shared: v.optional(v.boolean()),
    wholeIntervals: v.optional(closed({ unless: texts })),
    asks: v.optional(v.pipe(texts, v.minLength(1))),
    logContext: v.optional(v.boolean()),
  }),
  route: closed(
    {
      method: v.picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      path: routePath,
      rule,
      bodyKB: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_536))),
      cache: v.optional(text),
      audit: v.optional(v.boolean()),
      givesWay: v.optional(v.boolean()),
      rawBody: v.optional(v.boolean()),
    },
    { rule: `is missing: a route that says not who may call it does not exist. Give it ${ruleForms}` },
  ),
  authProvider: closed({
    order: v.number(),
    credentials: texts,
    also: v.optional(texts),
    when: v.optional(v.pipe(text, v.regex(/^[^:\s]+:\w+$/, 'is no setting like auth.basic:enabled'))),
    ambient: v.optional(v.boolean()),
    resolvesSessions: v.optional(v.boolean()),
    form: v.optional(closed({ label: text, path })),
  }),
  notifier: closed({
    label: text,
    description: v.string(),
    fields: v.array(
      closed({
        name: text,
        label: text,
        help: v.optional(text),
        kind: v.picklist(['text', 'lines', 'number', 'switch', 'choice', 'secret']),
        choices: v.optional(v.array(closed({ value: v.string(), label: text }))),
        required: v.optional(v.boolean()),
        placeholder: v.optional(v.string()),
      }),
    ),
    headers: v.optional(v.record(text, v.string())),
  }),
  catalogSource: closed({ label: text }),
  lineage: closed({ scopes: v.pipe(texts, v.minLength(1)), changedBy: v.optional(texts) }),
  schedule: closed({
    when: v.union(
      [
        v.literal('start'),
        closed({ everySeconds: v.pipe(v.number(), v.minValue(1)) }),
        closed({ cron: v.pipe(v.string(), v.regex(/^\S+(?: +\S+){4}$/, 'is no cron expression of five fields')) }),
      ],
      'is no time: "start", { everySeconds: 10 } or { cron } with five fields',
    ),
    runs: v.optional(v.picklist(['cluster', 'instance'])),
  }),
  panel: closed({
    label: text,
    description: v.string(),
    draws: v.optional(v.literal(true)),
    suits: v.optional(
      v.array(
        closed({
          score: v.pipe(v.number(), v.minValue(1), v.maxValue(100)),
          needs: closed({
            time: v.optional(v.boolean()),
            numbers: v.optional(span),
            texts: v.optional(span),
            rows: v.optional(span),
            fields: v.optional(texts),
            shapes: v.optional(texts),
          }),
          options: v.optional(v.record(v.string(), v.unknown())),
          custom: v.optional(v.record(v.string(), v.unknown())),
          titles: v.optional(translations),
        }),
      ),
    ),
  }),
  transformation: closed({ label: text }),
  page: closed({ path, title: text, titles: v.optional(translations), action: v.optional(text), anyone: v.optional(v.literal(true)) }),
  navigation: closed({
    label: text,
    labels: v.optional(translations),
    path,
    icon: text,
    weight: v.number(),
    parent: v.optional(text),
    action: v.optional(text),
    role: v.optional(v.picklist(['Viewer', 'Editor', 'Admin'])),
  }),
  // By being an app, not by saying so: whatever is written here is replaced.
  app: closed({}),
  dashboard: closed({ file, title: text, uid: v.optional(text) }),
  shell: closed({ module: file, languages: v.optional(v.array(text)) }),
  sharedModule: closed({ file, frame: v.optional(file) }),
};
type Contributes = {
  readonly [P in Point]: v.OptionalSchema<Schema<Readonly<Record<string, NonNullable<ContributionDeclarations[P]>[string]>>>, undefined>;
};
const contributes = Object.fromEntries(
  Object.entries(declarations).map(([point, schema]) => [point, v.optional(named(schema as Schema<unknown>))]),
) as unknown as Contributes;
const asked = Object.fromEntries(
  Object.entries(capabilities).map(([capability, schema]) => [capability, v.optional(schema as Schema<unknown>)]),
) as unknown as {
  readonly [Name in keyof typeof capabilities]: v.OptionalSchema<(typeof capabilities)[Name], undefined>;
};
const limit = v.optional(v.pipe(v.number(), v.integer('is no whole number'), v.minValue(1, 'is less than 1')));
const limits = Object.fromEntries(Object.keys(limitCaps).map((key) => [key, limit])) as Record<keyof Limits, typeof limit>;

const orrery = closed({
  runtime: v.picklist(['isolate', 'worker', 'process', 'none']),
  placement: v.optional(v.picklist(['replicated', 'pinned'])),
  capabilities: v.optional(closed(asked)),
  limits: v.optional(closed(limits)),
  contributes: v.optional(closed(contributes)),
  provides: v.optional(v.record(name, version)),
  consumes: v.optional(v.record(name, range)),
  mayConsume: v.optional(v.record(name, range)),
});

const role = v.looseObject({
  role: v.looseObject({ name: text, permissions: v.optional(v.array(v.looseObject({ action: text, scope: v.optional(v.string()) })), []) }),
  grants: v.optional(v.array(v.picklist(['Viewer', 'Editor', 'Admin', 'Grafana Admin', 'None'])), []),
});
const link = v.looseObject({ name: v.optional(v.string()), url: v.optional(v.string()) });
const info = v.looseObject({
  version: v.pipe(v.string(), v.regex(/^[0-9A-Za-z.+_-]{1,100}$/, 'is no version like 1.2.0')),
  description: v.optional(v.string(), ''),
  updated: v.optional(v.string()),
  keywords: v.optional(v.nullable(v.array(v.string()))),
  author: v.optional(v.looseObject({ name: v.optional(v.string()) })),
  logos: v.optional(v.looseObject({ small: v.optional(v.string()), large: v.optional(v.string()) })),
  links: v.optional(v.nullable(v.array(link))),
  screenshots: v.optional(v.nullable(v.array(v.looseObject({ name: v.optional(v.string()), path: v.optional(v.string()) })))),
});

export const manifestSchema = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'is no id: letters, digits, dots and dashes make one')),
  type: v.picklist(['datasource', 'panel', 'app', 'renderer']),
  name: v.optional(v.string()),
  info,
  dependencies: v.optional(
    v.looseObject({ grafanaDependency: v.optional(v.string()), plugins: v.optional(v.nullable(v.array(v.looseObject({ id: text })))) }),
  ),
  includes: v.optional(v.nullable(v.array(include))),
  routes: v.optional(v.nullable(v.array(proxyRoute))),
  autoEnabled: v.optional(v.boolean()),
  roles: v.optional(v.array(role)),
  aliasIDs: v.optional(texts),
  backend: v.optional(v.boolean()),
  executable: v.optional(file),
  orrery: v.optional(orrery),
});
