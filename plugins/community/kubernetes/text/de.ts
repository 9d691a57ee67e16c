import type { en } from './en.ts';

const de: typeof en = {
  failed: 'Der Cluster war nicht zu lesen',
  none: 'Noch kein Cluster',
  noneText:
    'Lege eine Datenquelle vom Typ Kubernetes overview an: die Adresse des API-Servers und ein Token, das Nodes, Deployments und Pods auflisten darf.',
  add: 'Cluster hinzufügen',
  cluster: 'Cluster',
  shows: 'Gezeigt',
  nodes: 'Nodes',
  workloads: 'Workloads',
  pods: 'Pods',
  filter: 'Nach Namen filtern',
  refresh: 'Aktualisieren',
  healthy: (kind) => `${kind} in Ordnung`,
  wrong: (count) => `${count} nicht`,
  name: 'Name',
  namespace: 'Namespace',
  state: 'Zustand',
  restarts: 'Neustarts',
  node: 'Node',
  detail: 'Einzelheiten',
  since: 'Seit',
};
export default de;
