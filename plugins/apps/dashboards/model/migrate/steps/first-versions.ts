/** Versions 2 to 7: the years in which panels, queries and variables got the keys that they still have. */
import { isObject, nextRefId, objects, panelsOf, variablesOf } from '../json.ts';
import { panelStep, type Step } from './step.ts';

const filterServices: Step = {
  to: 2,
  run(dashboard) {
    const filter = dashboard.services?.filter;
    if (!isObject(filter)) return;
    if (filter.time && !dashboard.time) dashboard.time = filter.time;
    if (Array.isArray(filter.list) && variablesOf(dashboard).length === 0)
      dashboard.templating = { ...dashboard.templating, list: filter.list };
    delete dashboard.services;
  },
};

const graphKeys = panelStep(2, (panel) => {
  if (panel.type === 'graphite') panel.type = 'graph';
  if (panel.type !== 'graph') return;
  if (typeof panel.legend === 'boolean') panel.legend = { show: panel.legend };
  if (isObject(panel.grid)) {
    for (const [old, now] of [
      ['min', 'leftMin'],
      ['max', 'leftMax'],
    ] as const) {
      if (!panel.grid[old]) continue;
      panel.grid[now] = panel.grid[old];
      delete panel.grid[old];
    }
  }
  for (const [at, key] of ['y_format', 'y2_format'].entries()) {
    if (!panel[key]) continue;
    panel.y_formats = Array.isArray(panel.y_formats) ? panel.y_formats : [];
    panel.y_formats[at] = panel[key];
    delete panel[key];
  }
});

const panelIds: Step = {
  to: 3,
  run(dashboard) {
    const panels = panelsOf(dashboard);
    let next = Math.max(0, ...panels.map(({ id }) => (typeof id === 'number' ? id : 0))) + 1;
    for (const panel of panels) if (!panel.id) panel.id = next++;
  },
};

const axisAliases = panelStep(4, (panel) => {
  if (panel.type !== 'graph' || !isObject(panel.aliasYAxis)) return;
  const moved = Object.entries(panel.aliasYAxis).map(([alias, yaxis]) => ({ alias, yaxis }));
  panel.seriesOverrides = [...objects(panel.seriesOverrides), ...moved];
  delete panel.aliasYAxis;
});

const pulldowns: Step = {
  to: 6,
  run(dashboard) {
    const found = objects(dashboard.pulldowns).find(({ type }) => type === 'annotations');
    if (found) {
      dashboard.annotations = { list: Array.isArray(found.annotations) ? found.annotations : [] };
      delete dashboard.pulldowns;
    }
    for (const variable of variablesOf(dashboard)) {
      if (variable.datasource === undefined) variable.datasource = null;
      if (variable.type === undefined || variable.type === 'filter') variable.type = 'query';
    }
  },
};

const timepicker: Step = {
  to: 7,
  run(dashboard) {
    if (!isObject(dashboard.nav?.[0])) return;
    dashboard.timepicker = dashboard.nav[0];
    delete dashboard.nav;
  },
};

const refIds = panelStep(7, (panel) => {
  const targets = objects(panel.targets);
  for (const target of targets) if (!target.refId) target.refId = nextRefId(targets);
});

export const firstSteps: readonly Step[] = [filterServices, graphKeys, panelIds, axisAliases, pulldowns, timepicker, refIds];
