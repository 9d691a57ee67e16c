import { frame, numberField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { type ActionRequest, asksOf, confirmationOf, requestFor } from './action-request.ts';
import { actionsAt, actionsOf } from './actions.ts';

const origin = 'https://orrery.example';
const page = (name: string) => (name === 'env' ? { value: 'prod eu' } : undefined);
const one = (action: object, answers = {}): ActionRequest | string => requestFor(actionsOf([action], page)[0]!, answers, origin);
const fetched = (more: object) => ({
  type: 'fetch',
  title: 'Restart',
  fetch: { method: 'POST', url: 'https://ops.example/restart', ...more },
});

describe('an action', () => {
  test('says what it does and asks, with the values of the place it stands at', () => {
    const frames = [frame([numberField('load', Float64Array.from([7]))])];
    const stored = [
      {
        ...fetched({}),
        title: 'Restart ${__field.name}',
        confirmation: 'Really at ${__value.raw}?',
        variables: [{ key: 'why', name: 'Reason' }],
      },
    ];
    const fieldConfig = { defaults: { actions: stored }, overrides: [] };
    const theme = { dark: true, background: '#000', text: '#fff', series: [] };
    const context = { frames, fieldConfig, theme, timeZone: 'utc', range: { from: 0, to: 1 }, lookup: page };
    const action = actionsAt({ frame: 0, field: 0, row: 0 }, context)[0]!;
    expect([action.title, confirmationOf(action), asksOf(action)]).toEqual([
      'Restart load',
      'Really at 7?',
      [{ key: 'why', name: 'Reason' }],
    ]);
  });
  test('writes variables and answers into address, query, headers and body', () => {
    const variables = [{ key: 'why', name: 'Reason' }];
    const asked = {
      ...fetched({
        url: 'https://ops.example/${env}/restart',
        queryParams: [['why', '$why']],
        headers: [['X-Env', '$env']],
        body: '{"why":"$why"}',
      }),
      variables,
    };
    expect(one(asked)).toMatchObject({ body: '{"why":""}' });
    expect(one(asked, { why: 'a&b' })).toEqual({
      method: 'POST',
      url: 'https://ops.example/prod%20eu/restart?why=a%26b',
      headers: [['X-Env', 'prod eu']],
      body: '{"why":"a&b"}',
      signedIn: false,
    });
  });
  test('of a data source goes through this server, to no other host than the source’s', () => {
    const action = { type: 'infinity', infinity: { datasourceUid: 'a/b', method: 'PUT', url: 'https://evil.example/v1/x?y=1' } };
    expect(one(action)).toMatchObject({ url: '/api/datasources/proxy/uid/a%2Fb/v1/x?y=1', signedIn: true });
  });
  test.each([
    ['this server', 'https://orrery.example/api/admin/users', 'own'],
    ['this server by a way around', 'https://orrery.example:443/%2e/api', 'own'],
    ['a place of this page', '/api/admin/users', 'address'],
    ['code', 'javascript:alert(1)', 'address'],
    ['a password', 'https://me:secret@ops.example/', 'address'],
  ])('never speaks to %s by itself', (_what, url, refused) => expect(one(fetched({ url }))).toBe(refused));
  test('is refused with a method that is none', () => expect(one(fetched({ method: 'TRACE' }))).toBe('method'));
});
