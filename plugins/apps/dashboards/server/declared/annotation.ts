import type { RouteDeclaration } from '@orrery/plugin-sdk';

/** An annotation lies on a dashboard or on the organisation: which, the handler asks. */
const read = { action: 'annotations:read' } as const;
const write = { action: 'annotations:write' } as const;
const create = { action: 'annotations:create' } as const;
const remove = { action: 'annotations:delete' } as const;

export const annotationRoutes = {
  annotations: { method: 'GET', path: '/api/annotations', rule: read },
  annotation: { method: 'GET', path: '/api/annotations/:id', rule: read },
  annotationTags: { method: 'GET', path: '/api/annotations/tags', rule: read },
  createAnnotation: { method: 'POST', path: '/api/annotations', rule: create },
  createGraphite: { method: 'POST', path: '/api/annotations/graphite', rule: create },
  replaceAnnotation: { method: 'PUT', path: '/api/annotations/:id', rule: write },
  patchAnnotation: { method: 'PATCH', path: '/api/annotations/:id', rule: write },
  removeAnnotation: { method: 'DELETE', path: '/api/annotations/:id', rule: remove },
  removeAnnotations: { method: 'POST', path: '/api/annotations/mass-delete', rule: remove },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
