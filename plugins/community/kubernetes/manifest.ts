import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-kubernetes-app',
  type: 'app',
  name: 'Kubernetes overview',
  info: {
    version: '1.0.0',
    description: 'Nodes, workloads and pods of your clusters, and what is wrong with them first.',
    author: { name: 'Orrery community' },
    keywords: ['kubernetes', 'k8s', 'cluster', 'pods'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    screenshots: [{ name: 'A cluster', path: 'img/screenshot.png' }],
  },
  orrery: {
    runtime: 'isolate',
    capabilities: { fetch: ['instance'], instances: { datasource: ['read', 'call'] } },
    contributes: {
      datasource: { 'orrery-kubernetes-cluster': {} },
      route: {
        clusters: { method: 'GET', path: '/api/kubernetes/clusters', rule: { action: 'datasources:query' } },
        overview: {
          method: 'GET',
          path: '/api/kubernetes/clusters/:uid/overview',
          rule: { action: 'datasources:query', scope: 'datasources:uid:{uid}' },
        },
      },
      page: {
        overview: { path: '/a/orrery-kubernetes-app', title: 'Kubernetes', titles: { de: 'Kubernetes' }, action: 'datasources:query' },
      },
      navigation: {
        kubernetes: { label: 'Kubernetes', path: '/a/orrery-kubernetes-app', icon: 'server', weight: 60, action: 'datasources:query' },
      },
    },
  },
});
