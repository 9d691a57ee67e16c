/** What a server answers to panels that list things, in its own shapes: hostile names among them. */
const hostile = '<img src=x onerror=alert(1)>';
const dashboards = ['Nodes', 'Checkout', hostile, 'Kubernetes'].map((title, index) => ({
  uid: `d${index}`,
  title,
  url: `/d/d${index}/board`,
  folderTitle: index % 2 ? 'Team A' : '',
  folderUid: index % 2 ? 'fa' : '',
  tags: index < 2 ? ['prod'] : [],
  isStarred: index < 3,
}));
const minute = 60_000;
const start = Date.UTC(2026, 2, 10, 9, 0);
const events = ['api deployed', hostile, 'database slow'].map((text, index) => ({
  ...{ id: index + 1, text, time: start + index * 10 * minute, login: 'jana', tags: index === 1 ? ['incident'] : ['deploy'] },
  ...{ dashboardUID: index === 2 ? 'other' : 'board', panelId: 3 },
}));
const alert = (state: string, instance: string, at: number) => ({
  state,
  labels: { instance, team: 'a' },
  activeAt: new Date(at).toISOString(),
});
const rules = [
  {
    name: 'Disk full',
    state: 'firing',
    alerts: [alert('Alerting', 'web-1', start), alert('Alerting', 'web-2', start + minute)],
    annotations: { __dashboardUid__: 'board' },
  },
  { name: 'Latency', state: 'pending', alerts: [alert('Pending', hostile, start - minute)], annotations: { summary: 'Slow answers' } },
  { name: 'Backup', state: 'inactive', health: 'nodata', alerts: [alert('NoData', 'db', start)] },
  { name: 'Certificates', state: 'inactive', health: 'error', alerts: [alert('Error', 'web-1', start)] },
  { name: 'At rest', state: 'inactive', alerts: [] },
  { name: 'Easing', state: 'recovering', alerts: [alert('Recovering', 'web-1', start)] },
].map((rule, index) => ({ health: 'ok', uid: `r${index}`, type: 'alerting', labels: {}, ...rule }));
const picture =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2220%22 height=%2220%22%3E%3Cpath fill=%22%2339f%22 d=%22M0 0h20v20H0z%22/%3E%3C/svg%3E';
const entries = [
  { title: 'Maintenance on Sunday', link: 'https://status.example.org/1', date: start, text: 'From nine to ten.', picture },
  { title: hostile, link: 'javascript:alert(1)', date: null, text: 'A stranger wrote this.' },
];

/** Undefined for what no panel asks. */
export function answerOf(url: URL): unknown {
  const { pathname, searchParams: query } = url;
  if (pathname === '/api/search') {
    const uids = query.getAll('dashboardUIDs');
    const words = (query.get('query') ?? '').toLowerCase();
    const found = dashboards.filter(
      (one) =>
        (uids.length === 0 || uids.includes(one.uid)) &&
        (query.get('starred') !== 'true' || one.isStarred) &&
        one.title.toLowerCase().includes(words) &&
        query.getAll('tag').every((tag) => one.tags.includes(tag)) &&
        (!query.has('folderUIDs') || one.folderUid === query.get('folderUIDs')),
    );
    return found.slice(0, Number(query.get('limit') ?? 1_000));
  }
  if (pathname === '/api/annotations')
    return events
      .filter(
        ({ dashboardUID, time, tags }) =>
          (!query.has('dashboardUID') || dashboardUID === query.get('dashboardUID')) &&
          (!query.has('from') || (time >= Number(query.get('from')) && time <= Number(query.get('to')) - 45 * minute)) &&
          query.getAll('tags').every((tag) => tags.includes(tag)),
      )
      .slice(0, Number(query.get('limit')));
  if (pathname === '/api/prometheus/grafana/api/v1/rules')
    return { data: { groups: [{ name: 'g', file: 'Infra', folderUid: 'fi', rules }] } };
  if (pathname.startsWith('/api/prometheus/')) return { data: { groups: [] } };
  if (pathname === '/api/news/feed') return { entries };
  return;
}
