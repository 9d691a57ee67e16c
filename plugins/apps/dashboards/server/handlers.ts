import type { RouteDeclaration, RouteHandler } from '@orrery/plugin-sdk';

/** The code that a group of declared routes asks for. */
export type Handlers<Routes extends Readonly<Record<string, RouteDeclaration>>> = { readonly [Name in keyof Routes]: RouteHandler };
