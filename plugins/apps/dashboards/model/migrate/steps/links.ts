/** Links of panels and of data: versions 19, 20, 21. */
import { isObject, type Json, objects } from '../json.ts';
import { panelStep, type Step } from './step.ts';

export const panelLinksStep = panelStep(19, (panel) => {
  if (Array.isArray(panel.links)) panel.links = objects(panel.links).map(panelLink);
});

/** An address instead of the name of a dashboard; what it hands over is written into the address. */
function panelLink({ url, dashboard, dashUri, keepTime, includeVars, params, title, targetBlank, ...rest }: Json): Json {
  const { type: _, ...kept } = rest;
  let address: string = url || (dashboard && `dashboard/db/${slug(dashboard)}`) || (dashUri && `dashboard/${dashUri}`) || '/';
  for (const part of [keepTime && '$__url_time_range', includeVars && '$__all_variables', params])
    if (part) address += (address.includes('?') ? '&' : '?') + part;
  return { ...kept, url: address, title, targetBlank };
}

function slug(name: unknown): string {
  return String(name)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\w ]+/g, '')
    .replace(/ +/g, '-');
}

function linksOf(panel: Json): Json[] {
  return [...objects(panel.options?.dataLinks), ...objects(panel.options?.fieldOptions?.defaults?.links)];
}

const newNames = panelStep(20, (panel) => {
  for (const link of linksOf(panel)) if (typeof link.url === 'string') link.url = renamed(link.url);
  const defaults = panel.options?.fieldOptions?.defaults;
  if (isObject(defaults) && typeof defaults.title === 'string') defaults.title = renamed(defaults.title);
});

function renamed(text: string): string {
  return text.replace(/\$?__(series|field)_name|__value_time/g, (found, what?: string) => {
    if (!what) return '__value.time';
    return found.startsWith('$') ? `\${__${what}.name}` : `__${what}.name`;
  });
}

const labelsOfField = panelStep(21, (panel) => {
  for (const link of linksOf(panel)) if (typeof link.url === 'string') link.url = link.url.replaceAll('__series.labels', '__field.labels');
});

export const linkTextSteps: readonly Step[] = [newNames, labelsOfField];
