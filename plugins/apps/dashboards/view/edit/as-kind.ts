import type { PanelSuit } from '@orrery/plugin-sdk/contributions/panel';
import type { PanelModel } from '../../model/types.ts';

/** Another kind keeps what all kinds share: the fields' units, ranges and exceptions. Options of its own mean nothing to the next one. */
export function asKind(panel: PanelModel, type: string, suit?: PanelSuit): PanelModel {
  const { custom: _, ...defaults } = panel.fieldConfig?.defaults ?? {};
  const custom = suit?.custom && { custom: { ...suit.custom } };
  const overrides = (panel.fieldConfig?.overrides ?? []).map((override) => ({
    ...override,
    properties: override.properties.filter(({ id }) => !id.startsWith('custom.')),
  }));
  const { legend, tooltip, reduceOptions } = (panel.options ?? {}) as Record<string, unknown>;
  const options = {
    ...(legend !== undefined && { legend }),
    ...(tooltip !== undefined && { tooltip }),
    ...(reduceOptions !== undefined && { reduceOptions }),
    ...suit?.options,
  };
  return { ...panel, type, options, fieldConfig: { defaults: { ...defaults, ...custom }, overrides } };
}
